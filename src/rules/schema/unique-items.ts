import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const uniqueItems: Rule = {
  id: 'unique-items',
  severity: 'error',
  title: 'Keyed list items have unique keys',
  why: 'The API server refuses the object, or the last item silently wins.',
  fix: 'Give each a key of its own, or remove one.',
  appliesTo: 'every object',
  check: (object, context) => complaintsOf(object, context, ['duplicate']),
};
