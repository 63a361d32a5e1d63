import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const uniqueItems: Rule = {
  id: 'unique-items',
  severity: 'error',
  title: 'Items that tell each other apart by a key have different ones',
  why: 'The API server refuses the object, or the last item wins without a word.',
  fix: 'Give each a key of its own, or remove one.',
  appliesTo: 'every object',
  check: (object, context) => complaintsOf(object, context, ['duplicate']),
};
