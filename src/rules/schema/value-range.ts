import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const valueRange: Rule = {
  id: 'value-range',
  severity: 'error',
  title: 'Every value is in range',
  why: 'The API server rejects the object.',
  fix: 'Use a value in the range.',
  appliesTo: 'every object',
  check: (object, context) => complaintsOf(object, context, ['out-of-range']),
};
