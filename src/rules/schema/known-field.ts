import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const knownField: Rule = {
  id: 'known-field',
  severity: 'error',
  title: 'Every field is known',
  why: 'With strict validation, kubectl rejects an unknown field. Without it, the API server drops the field and the setting never takes effect.',
  fix: 'Correct the name or the indentation of the field.',
  appliesTo: 'every object',
  check: (object, context) => complaintsOf(object, context, ['unknown-field']),
};
