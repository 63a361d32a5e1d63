import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const knownKind: Rule = {
  id: 'known-kind',
  severity: 'error',
  title: 'The kind exists in its apiVersion',
  why: 'The API server has no such kind: kubectl applies all the rest and fails, Helm and Argo CD apply nothing at all.',
  fix: 'Correct the kind or the apiVersion.',
  appliesTo: 'every object',
  check: (object, context) => complaintsOf(object, context, ['unknown-kind']),
};
