import { missingFromPlatform } from '../resolve';
import type { Rule } from '../rule';

export const ingressClassExists: Rule = {
  id: 'ingress-class-exists',
  severity: 'hint',
  title: 'An IngressClass that an Ingress names is known',
  why: 'No controller takes the Ingress, so nobody answers.',
  fix: 'Correct the name, or list it as provided.',
  appliesTo: ['Ingress.networking.k8s.io'],
  *check(object, context) {
    for (const at of [object.root.at('spec', 'ingressClassName')]) {
      const name = at.text();
      const complaint = name
        ? missingFromPlatform({ at, type: 'IngressClass.networking.k8s.io', namespace: '', name }, context)
        : undefined;
      if (complaint) yield complaint;
    }
  },
};
