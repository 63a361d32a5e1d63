import { inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { Place } from '../../manifests/place';
import { servicePort, servicePortsInWords } from '../../manifests/service';
import { show } from '../../manifests/words';
import { isOurs, missing } from '../resolve';
import type { Complaint, Context, Rule } from '../rule';
import { isGranted } from './reference-grant';

const group = 'gateway.networking.k8s.io';

/** The kinds that route to Services. */
export const routes: readonly string[] = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map((kind) => `${kind}.${group}`);

export const routeBackendExists: Rule = {
  id: 'route-backend-exists',
  severity: 'error',
  title: 'A backend of a route is a Service on a port that it has, in its namespace or granted by another',
  why: 'The gateway answers 500 for the share of requests that goes there.',
  fix: 'Correct the name or the port; for a Service of another namespace add a ReferenceGrant there.',
  appliesTo: routes,
  *check(object, context) {
    for (const rule of object.root.parts('spec', 'rules')) {
      for (const backend of rule.parts('backendRefs')) {
        if ((backend.text('kind') ?? 'Service') === 'Service' && !backend.text('group')) yield* wrongBackend(backend, object, context);
      }
    }
  },
};

function* wrongBackend(backend: Place, route: KubernetesObject, context: Context): Iterable<Complaint> {
  const at = backend.at('name');
  const name = at.text();
  const namespace = backend.text('namespace') ?? route.namespace;
  if (name === undefined || (namespace !== route.namespace && !isOurs(namespace, context))) return;
  const absent = missing({ at, type: 'Service', namespace, name, namespaceAt: backend.at('namespace') }, context);
  if (absent) return yield absent;
  const port = backend.at('port');
  const service = context.index.find('Service', namespace, name);
  if (!service) return;
  if (!port.isThere)
    yield {
      at: backend,
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
    yield { at: backend.at('namespace'), message: `${inWords(service)} is in another namespace, which grants no reference`, fix };
  }
}
