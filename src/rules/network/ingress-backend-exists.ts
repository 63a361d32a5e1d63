import { inWords } from '../../manifests/identity';
import { nearest } from '../../manifests/nearest';
import type { KubernetesObject } from '../../manifests/object';
import type { Place } from '../../manifests/place';
import { servicePort, servicePortsInWords } from '../../manifests/service';
import { show } from '../../manifests/words';
import { missing } from '../resolve';
import type { Rule } from '../rule';

/** Controllers take this for a name of their own: the AWS Load Balancer Controller reads an annotation of the Ingress instead. */
const byAnnotation = 'use-annotation';

export const ingressBackendExists: Rule = {
  id: 'ingress-backend-exists',
  severity: 'error',
  title: 'A backend of an Ingress is a Service in its namespace, on a port that it has',
  why: 'The controller answers 404 or 503 on the path; some take nothing of the Ingress.',
  fix: 'Correct the name or the port.',
  appliesTo: ['Ingress.networking.k8s.io'],
  *check({ root, namespace }, context) {
    for (const backend of backendsOf(root)) {
      const at = backend.at('name');
      const name = at.text();
      const port = portOf(backend);
      if (name === undefined || port.value === byAnnotation) continue;
      const absent = missing({ at, type: 'Service', namespace, name }, context);
      if (absent) yield absent;
      const service = context.index.find('Service', namespace, name);
      if (!service || !port.isThere || servicePort(service, port.value) || leadsOut(service, port)) continue;
      const meant = nearest(
        String(port.value),
        service.root.parts('spec', 'ports').flatMap((it) => it.text('name') ?? []),
      );
      const fix = meant ? `write '${meant}'` : `use a port that it has: ${servicePortsInWords(service)}`;
      yield { at: port, message: `${inWords(service)} has no port ${show(port.value)}`, fix };
    }
  },
};

function backendsOf(root: Place): readonly Place[] {
  const paths = root.parts('spec', 'rules').flatMap((rule) => rule.parts('http', 'paths'));
  return [root.at('spec', 'defaultBackend', 'service'), ...paths.map((path) => path.at('backend', 'service'))];
}

/** Controllers connect to an ExternalName on any number: such a Service needn't list ports. */
function leadsOut(service: KubernetesObject, port: Place): boolean {
  return service.root.text('spec', 'type') === 'ExternalName' && typeof port.value === 'number';
}

function portOf(backend: Place): Place {
  const name = backend.at('port', 'name');
  return name.isThere ? name : backend.at('port', 'number');
}
