import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const requiredField: Rule = {
  id: 'required-field',
  severity: 'error',
  title: 'Every required field is set',
  why: 'The API server rejects the object.',
  fix: 'Add the field.',
  appliesTo: 'every object',
  check: (object, context) => complaintsOf(object, context, ['missing']),
};
