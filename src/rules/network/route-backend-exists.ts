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
  title: 'A backend of a route is a Service on a port that it has, in its namespace or granted by another',
  why: 'The gateway answers 500 for the share of requests that goes there.',
  fix: 'Correct the name or the port; for a Service of another namespace add a ReferenceGrant there.',
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
      message: `the port of ${inWords(service)} is missing`,
      fix: `add one that it has: ${servicePortsInWords(service)}`,
    };
  else if (!servicePort(service, port.value)) {
    yield {
      at: port,
      message: `${inWords(service)} has no port ${show(port.value)}`,
      fix: `use a port that it has: ${servicePortsInWords(service)}`,
    };
  }
  if (namespace !== route.namespace && !isGranted(route, service, context.index)) {
    const fix = `add a ReferenceGrant to the namespace '${namespace}', from ${route.kind} in '${route.namespace}' to Service`;
    yield { at: namespaceAt, message: `${inWords(service)} is in another namespace, which grants no reference`, fix };
  }
}
