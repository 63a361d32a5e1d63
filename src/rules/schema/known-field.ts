import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const knownField: Rule = {
  id: 'known-field',
  severity: 'error',
  title: 'Every field exists',
  why: 'kubectl refuses an unknown field, and what refuses nothing drops it: the setting never takes effect.',
  fix: 'Correct the name of the field, or the place where it stands.',
  appliesTo: 'every object',
  check: (object, context) => complaintsOf(object, context, ['unknown-field']),
};
