import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const valueType: Rule = {
  id: 'value-type',
  severity: 'error',
  title: 'Every value has the type that its field takes',
  why: 'The API server refuses the object; YAML parses unquoted 8080, true and yes as a number and booleans.',
  fix: 'Quote strings, and leave the quotes off numbers and booleans.',
  appliesTo: 'every object',
  check: (object, context) => complaintsOf(object, context, ['wrong-type', 'not-an-object']),
};
