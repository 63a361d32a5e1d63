import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const valueSyntax: Rule = {
  id: 'value-syntax',
  severity: 'error',
  title: 'Names, keys and quantities are well-formed',
  why: 'The API server rejects the object, in some fields only when the value is first used.',
  fix: 'Use the format in the message.',
  appliesTo: 'every object',
  check: (object, context) => complaintsOf(object, context, ['syntax']),
};
