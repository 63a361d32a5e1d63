import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const uniqueItems: Rule = {
  id: 'unique-items',
  severity: 'error',
  title: 'Keyed list items have unique keys',
  why: 'The API server rejects the object, or the last item silently wins.',
  fix: 'Change the key of one item, or remove the item.',
  appliesTo: 'every object',
  check: (object, context) => complaintsOf(object, context, ['duplicate']),
};
