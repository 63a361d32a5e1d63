import { missingFromPlatform } from '../resolve';
import type { Rule } from '../rule';

export const ingressClassExists: Rule = {
  id: 'ingress-class-exists',
  severity: 'hint',
  title: 'The IngressClass of every Ingress exists',
  why: 'No controller implements the Ingress, so requests to its hosts fail.',
  fix: 'Correct the name, or list the IngressClass under `provided`.',
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
