import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const valueType: Rule = {
  id: 'value-type',
  severity: 'error',
  title: 'Every value has the type of its field',
  why: 'The API server rejects the object. YAML parses unquoted 8080 as a number, and unquoted true and yes as booleans.',
  fix: 'Quote strings; do not quote numbers and booleans.',
  appliesTo: 'every object',
  check: (object, context) => complaintsOf(object, context, ['wrong-type', 'not-an-object']),
};
