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

/** A Service that is in another namespace needs a grant there too. */
function granted(absent: Complaint, name: string, route: KubernetesObject, { index }: Context): Complaint {
  const [elsewhere] = index.namespacesOf('Service', name);
  const service = elsewhere === undefined ? undefined : index.find('Service', elsewhere, name);
  if (!service || elsewhere === route.namespace || isGranted(route, service, index)) return absent;
  return { ...absent, fix: `${absent.fix}, and ${grantIn(service.namespace, route)}` };
}

function grantIn(namespace: string, { kind, namespace: routes }: KubernetesObject): string {
  return `add a ReferenceGrant to namespace '${namespace}', from ${kind} in '${routes}' to Service`;
}

function* wrongBackend({ at, name, nameAt, namespace, port }: Backend, route: KubernetesObject, context: Context): Iterable<Complaint> {
  if (namespace !== route.namespace && !isOurs(namespace, context)) return;
  const namespaceAt = at.at('namespace');
  const absent = missing({ at: nameAt, type: 'Service', namespace, name, namespaceAt }, context);
  if (absent) return yield granted(absent, name, route, context);
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
    const message = `reference to ${inWords(service)} in another namespace is not permitted by a ReferenceGrant`;
    yield { at: namespaceAt, message, fix: grantIn(namespace, route) };
  }
}
