import type { Rule } from '../rule';
import { complaintsOf } from './validation';

export const requiredField: Rule = {
  id: 'required-field',
  severity: 'error',
  title: 'Every required field is set',
  why: 'The API server rejects the object. In the sources of a Kustomization, which can add the field, it is a hint.',
  fix: 'Add the field.',
  appliesTo: 'every object',
  check: (object, context) => {
    const complaints = complaintsOf(object, context, ['missing']);
    return object.document.isKustomized ? complaints.map((it) => ({ ...it, severity: 'hint' })) : complaints;
  },
};
