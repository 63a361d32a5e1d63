import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const knownValue: Rule = {
  id: 'known-value',
  severity: 'error',
  title: 'Every enum value is supported',
  why: 'The API server rejects the object. Enum values are case-sensitive.',
  fix: 'Use one of the supported values.',
  appliesTo: 'every object',
  check: (object, context) => complaintsOf(object, context, ['not-in-enum']),
};
