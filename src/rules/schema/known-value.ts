import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const knownValue: Rule = {
  id: 'known-value',
  severity: 'error',
  title: 'A value of a closed set is one of the set',
  why: 'The API server refuses the object; the values are case-sensitive.',
  fix: 'Use one of the values that the field takes.',
  appliesTo: 'every object',
  check: (object, context) => complaintsOf(object, context, ['not-in-enum']),
};
