import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const valueSyntax: Rule = {
  id: 'value-syntax',
  severity: 'error',
  title: 'Names, keys and quantities are written as Kubernetes wants them',
  why: 'The API server refuses the object, often only when it is used.',
  fix: 'Write it as the message says.',
  appliesTo: 'every object',
  check: (object, context) => complaintsOf(object, context, ['syntax']),
};
