import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const valueType: Rule = {
  id: 'value-type',
  severity: 'error',
  title: 'Every value has the type that its field takes',
  why: 'The API server refuses the object; YAML reads 8080 and true as no texts.',
  fix: 'Quote what is a text, and leave the quotes off what is none.',
  appliesTo: 'every object',
  check: (object, context) => complaintsOf(object, context, ['wrong-type', 'not-an-object']),
};
