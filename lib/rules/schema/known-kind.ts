import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const knownKind: Rule = {
  id: 'known-kind',
  title: 'The kind exists in its apiVersion',
  why: 'The API server has no such kind, so the whole apply stops.',
  fix: 'Correct the kind or the apiVersion.',
  appliesTo: 'every object',
  check: (object, context) => complaintsOf(object, context, ['unknown-kind']),
};
