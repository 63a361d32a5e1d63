import { backendsOf, gatewaysOf, routeTypes } from '../../manifests/backends';
import { inWords } from '../../manifests/identity';
import type { Rule } from '../rule';
import { edgesTo } from './edges';

export const policiesLetRequestsIn: Rule = {
  id: 'policies-let-requests-in',
  severity: 'error',
  title: 'NetworkPolicies allow the entry point to reach its backends',
  why: 'Connections from the controller to the pods time out, so the path returns 504.',
  fix: "Allow ingress from the controller's namespace or IP addresses to the pods on their container port.",
  appliesTo: ['Ingress.networking.k8s.io', ...routeTypes],
  *check(object, context) {
    if (routeTypes.includes(object.type) && gatewaysOf(object).length === 0) return;
    const reported = new Set<string>();
    for (const { name, nameAt, port, namespace } of backendsOf(object)) {
      const service = context.index.find('Service', namespace, name);
      const wanted = port.number() ?? port.text();
      if (!service || wanted === undefined) continue;
      for (const { to, ports } of edgesTo(nameAt, service, wanted, context)) {
        const on = ports.map(({ number, protocol }) => `${protocol} ${number}`).join(' or ');
        if (context.policies.letIn(to, 'outside', ports) || reported.has(`${to.name} ${on}`)) continue;
        reported.add(`${to.name} ${on}`);
        const fix = `allow ingress from the controller to the pods of ${inWords(to)} on ${on}`;
        const because = context.policies.isolating(to, 'ingress');
        const message = `no NetworkPolicy allows ingress from outside namespace '${namespace}' to ${inWords(service)} on ${on}${because}`;
        yield { at: nameAt, message, fix };
      }
    }
  },
};
