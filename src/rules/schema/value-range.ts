import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const valueRange: Rule = {
  id: 'value-range',
  severity: 'error',
  title: 'Every value is within its limits',
  why: 'The API server refuses the object.',
  fix: 'Use a value within the limits.',
  appliesTo: 'every object',
  check: (object, context) => complaintsOf(object, context, ['out-of-range']),
};
