import { inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { Place } from '../../manifests/place';
import { routes } from '../network/route-backend-exists';
import type { Rule } from '../rule';
import { edgesTo } from './edges';

export const policiesLetRequestsIn: Rule = {
  id: 'policies-let-requests-in',
  severity: 'error',
  title: 'NetworkPolicies let the entry point reach what it routes to',
  why: 'The controller answers 504 on the path: it waits for pods that take no connection from it.',
  fix: "Allow ingress from the controller's namespace or addresses to the pods on their port.",
  appliesTo: ['Ingress.networking.k8s.io', ...routes],
  *check(object, context) {
    const told = new Set<string>();
    for (const { name, port, namespace } of backendsOf(object)) {
      const service = context.index.find('Service', namespace, name.text() ?? '');
      const wanted = port.number() ?? port.text();
      if (!service || wanted === undefined) continue;
      for (const { to, ports } of edgesTo(name, service, wanted, context)) {
        const on = ports.map(({ number, protocol }) => `${protocol} ${number}`).join(' or ');
        if (context.policies.letIn(to, 'outside', ports) || told.has(`${to.name} ${on}`)) continue;
        told.add(`${to.name} ${on}`);
        const fix = `allow ingress from the controller to the pods of ${inWords(to)} on ${on}`;
        const because = context.policies.isolating(to, 'ingress');
        const message = `no NetworkPolicy lets anybody from outside of '${namespace}' in to ${inWords(service)} on ${on}${because}`;
        yield { at: name, message, fix };
      }
    }
  },
};

interface Backend {
  readonly name: Place;
  readonly port: Place;
  readonly namespace: string;
}

function backendsOf({ root, type, namespace }: KubernetesObject): readonly Backend[] {
  const rules = root.parts('spec', 'rules');
  if (type !== 'Ingress.networking.k8s.io') {
    const references = rules.flatMap((rule) => rule.parts('backendRefs'));
    return references.map((it) => ({ name: it.at('name'), port: it.at('port'), namespace: it.text('namespace') ?? namespace }));
  }
  const paths = rules.flatMap((rule) => rule.parts('http', 'paths')).map((path) => path.at('backend', 'service'));
  return [root.at('spec', 'defaultBackend', 'service'), ...paths].map((service) => {
    const name = service.at('port', 'name');
    return { name: service.at('name'), port: name.isThere ? name : service.at('port', 'number'), namespace };
  });
}
