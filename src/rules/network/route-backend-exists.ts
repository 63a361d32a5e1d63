import { type Backend, backendsOf, routeTypes } from '../../manifests/backends';
import { inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import { servicePort, servicePortsInWords } from '../../manifests/service';
import { show } from '../../manifests/words';
import { isOurs, missing } from '../resolve';
import type { Complaint, Context, Rule } from '../rule';
import { isGranted } from './reference-grant';

export const routeBackendExists: Rule = {
  id: 'route-backend-exists',
  severity: 'error',
  title: 'Every route backend is an existing Service and port, granted if in another namespace',
  why: 'The gateway returns 500 for the requests that it would send to this backend.',
  fix: 'Correct the name or the port. For a Service in another namespace, add a ReferenceGrant to that namespace.',
  appliesTo: routeTypes,
  *check(object, context) {
    for (const backend of backendsOf(object)) yield* wrongBackend(backend, object, context);
  },
};

function* wrongBackend({ at, name, nameAt, namespace, port }: Backend, route: KubernetesObject, context: Context): Iterable<Complaint> {
  if (namespace !== route.namespace && !isOurs(namespace, context)) return;
  const namespaceAt = at.at('namespace');
  const absent = missing({ at: nameAt, type: 'Service', namespace, name, namespaceAt }, context);
  if (absent) return yield absent;
  const service = context.index.find('Service', namespace, name);
  if (!service) return;
  if (!port.isThere)
    yield {
      at,
      message: `'port' is required for a backend that is a Service, here ${inWords(service)}`,
      fix: `add one of its ports: ${servicePortsInWords(service)}`,
    };
  else if (!servicePort(service, port.value)) {
    yield {
      at: port,
      message: `${inWords(service)} has no port ${show(port.value)}`,
      fix: `use one of its ports: ${servicePortsInWords(service)}`,
    };
  }
  if (namespace !== route.namespace && !isGranted(route, service, context.index)) {
    const fix = `add a ReferenceGrant to namespace '${namespace}', from ${route.kind} in '${route.namespace}' to Service`;
    yield { at: namespaceAt, message: `reference to ${inWords(service)} in another namespace is not permitted by a ReferenceGrant`, fix };
  }
}
