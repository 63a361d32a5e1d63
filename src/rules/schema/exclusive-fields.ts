import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const exclusiveFields: Rule = {
  id: 'exclusive-fields',
  severity: 'error',
  title: 'Of fields that exclude each other one is set',
  why: 'The API server refuses the object.',
  fix: 'Keep the one that is meant.',
  appliesTo: 'every object',
  check: (object, context) => complaintsOf(object, context, ['exclusive']),
};
