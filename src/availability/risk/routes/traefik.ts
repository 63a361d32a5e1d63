import { sources } from '../../../cluster/sources';
import type { KubernetesObject } from '../../../manifests/object';
import type { ObjectIndex } from '../../../manifests/object-index';
import { traefikReference } from '../../../manifests/traefik-reference';
import { between } from '../estimate';
import { secondsIn } from './health-check';
import { type Entry, proxyRoute } from './proxy';
import { failingWith } from './retries';
import type { Route } from './route';

/** Source: doc.traefik.io, ServersTransport, forwardingTimeouts.dialTimeout. */
const dialTimeout = 30;

/** Changes within `providersThrottleDuration` are applied together. */
const throttle = between(0.1, 2, 5, { ...sources.traefikThrottle, basis: 'default' });

/**
 * Through Traefik: it picks pods by EndpointSlices. A `retry` Middleware tries the next pod where no connection came about, after the dial timeout of the Service's
 * ServersTransport.
 *
 * Source: doc.traefik.io, Retry; github.com/traefik/traefik v3, pkg/middlewares/retry/retry.go: nothing that was written is sent again.
 */
export function traefikRoute(entry: Entry): Route {
  const { object, service, index, patience } = entry;
  const by = `Traefik of Ingress ${object.namespace}/${object.name}`;
  const attempts = attemptsOf(object, index);
  const stated = dialOf(service, index);
  const connect = stated ?? dialTimeout;
  const basis = stated === undefined ? 'default' : 'manifests';
  const source = attempts > 1 ? `Middleware retry of Ingress ${object.namespace}/${object.name}` : by;
  return {
    ...proxyRoute(entry, by, throttle),
    ...failingWith({ ...sources.traefik, source, basis, attempts, connect, isMeasured: true }, patience),
  };
}

/** Whether Traefik answers every request itself, with a redirect to HTTPS: a router for plain HTTP whose Middleware changes the scheme. */
export function isRedirect(object: KubernetesObject, index: ObjectIndex): boolean {
  const entryPoints = object.annotations.get('traefik.ingress.kubernetes.io/router.entrypoints') ?? '';
  const isPlain = entryPoints === 'web' && object.annotations.get('traefik.ingress.kubernetes.io/router.tls') !== 'true';
  return isPlain && middlewaresOf(object, index).some(({ root }) => root.text('spec', 'redirectScheme', 'scheme') === 'https');
}

/** The Middlewares of a Service. */
export function serviceMiddlewares(service: KubernetesObject, index: ObjectIndex): readonly KubernetesObject[] {
  return named(service.annotations.get('traefik.ingress.kubernetes.io/service.middlewares') ?? '', index);
}

function attemptsOf(object: KubernetesObject, index: ObjectIndex): number {
  return Math.max(1, ...middlewaresOf(object, index).map(({ root }) => root.number('spec', 'retry', 'attempts') ?? 1));
}

/** The Middlewares that a router names as `namespace-name@kubernetescrd`. */
function middlewaresOf(object: KubernetesObject, index: ObjectIndex): readonly KubernetesObject[] {
  return named(object.annotations.get('traefik.ingress.kubernetes.io/router.middlewares') ?? '', index);
}

function named(references: string, index: ObjectIndex): readonly KubernetesObject[] {
  return references.split(',').flatMap((name) => byReference(index, 'Middleware.traefik.io', name.trim()) ?? []);
}

function dialOf(service: KubernetesObject, index: ObjectIndex): number | undefined {
  const name = service.annotations.get('traefik.ingress.kubernetes.io/service.serverstransport');
  const transport = name === undefined ? undefined : byReference(index, 'ServersTransport.traefik.io', name.trim());
  const timeout = transport?.root.at('spec', 'forwardingTimeouts', 'dialTimeout').value;
  return timeout === undefined ? undefined : secondsIn(String(timeout));
}

function byReference(index: ObjectIndex, type: string, reference: string): KubernetesObject | undefined {
  return index.ofType(type).find(({ namespace, name }) => traefikReference(namespace, name) === reference);
}
