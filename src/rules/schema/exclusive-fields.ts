import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const exclusiveFields: Rule = {
  id: 'exclusive-fields',
  severity: 'error',
  title: 'Mutually exclusive fields are not set together',
  why: 'The API server rejects the object.',
  fix: 'Keep one of the fields.',
  appliesTo: 'every object',
  check: (object, context) => complaintsOf(object, context, ['exclusive']),
};
