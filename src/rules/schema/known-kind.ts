import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const knownKind: Rule = {
  id: 'known-kind',
  severity: 'error',
  title: 'Every kind is known in its apiVersion',
  why: 'The API server rejects the object. kubectl applies the other objects and fails; Helm and Argo CD apply nothing.',
  fix: 'Correct the kind or the apiVersion.',
  appliesTo: 'every object',
  check: (object, context) => complaintsOf(object, context, ['unknown-kind']),
};
