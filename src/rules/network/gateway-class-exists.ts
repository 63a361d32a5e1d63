import { missingFromPlatform } from '../resolve';
import type { Rule } from '../rule';

export const gatewayClassExists: Rule = {
  id: 'gateway-class-exists',
  severity: 'hint',
  title: 'A GatewayClass that a Gateway names is known',
  why: 'No controller takes the Gateway, so nobody answers.',
  fix: 'Correct the name, or list it as provided.',
  appliesTo: ['Gateway.gateway.networking.k8s.io'],
  *check(object, context) {
    for (const at of [object.root.at('spec', 'gatewayClassName')]) {
      const name = at.text();
      const complaint = name
        ? missingFromPlatform({ at, type: 'GatewayClass.gateway.networking.k8s.io', namespace: '', name }, context)
        : undefined;
      if (complaint) yield complaint;
    }
  },
};
