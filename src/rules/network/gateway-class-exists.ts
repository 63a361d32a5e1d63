import { missingFromPlatform } from '../resolve';
import type { Rule } from '../rule';

export const gatewayClassExists: Rule = {
  id: 'gateway-class-exists',
  severity: 'hint',
  title: 'The GatewayClass of every Gateway exists',
  why: 'No controller implements the Gateway, so requests to its hosts fail.',
  fix: 'Correct the name, or list the GatewayClass under `provided`.',
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
