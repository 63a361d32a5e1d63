import { backendsOf } from '../../manifests/backends';
import { inWords } from '../../manifests/identity';
import { nearest } from '../../manifests/nearest';
import type { KubernetesObject } from '../../manifests/object';
import type { Place } from '../../manifests/place';
import { servicePort, servicePortsInWords } from '../../manifests/service';
import { show } from '../../manifests/words';
import { missing } from '../resolve';
import type { Rule } from '../rule';

/** A reserved port name: the AWS Load Balancer Controller reads an annotation of the Ingress instead. */
const byAnnotation = 'use-annotation';

export const ingressBackendExists: Rule = {
  id: 'ingress-backend-exists',
  severity: 'error',
  title: 'Every Ingress backend is an existing Service and port',
  why: 'The path returns 404 or 503, and some controllers ignore the whole Ingress.',
  fix: 'Correct the name or the port. The Service must be in the namespace of the Ingress.',
  appliesTo: ['Ingress.networking.k8s.io'],
  *check(object, context) {
    for (const { name, nameAt, namespace, port } of backendsOf(object)) {
      if (port.value === byAnnotation) continue;
      const absent = missing({ at: nameAt, type: 'Service', namespace, name }, context);
      if (absent) yield absent;
      const service = context.index.find('Service', namespace, name);
      if (!service || !port.isThere || servicePort(service, port.value) || isExternal(service, port)) continue;
      const meant = nearest(
        String(port.value),
        service.root.parts('spec', 'ports').flatMap((it) => it.text('name') ?? []),
      );
      const fix = meant ? `write '${meant}'` : `use one of its ports: ${servicePortsInWords(service)}`;
      yield { at: port, message: `${inWords(service)} has no port ${show(port.value)}`, fix };
    }
  },
};

/** Controllers connect to an ExternalName on any port number, so it needs no ports of its own. */
function isExternal(service: KubernetesObject, port: Place): boolean {
  return service.root.text('spec', 'type') === 'ExternalName' && typeof port.value === 'number';
}
