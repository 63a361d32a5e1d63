import { sources } from '../../../cluster/sources';
import { gatewaysOf } from '../../../manifests/backends';
import type { KubernetesObject } from '../../../manifests/object';
import type { Place } from '../../../manifests/place';
import { gatewayControllersOf, ISTIO_GATEWAYS } from '../../workload/entry-controllers';
import { shorter } from '../estimate';
import { type HealthCheck, secondsIn, silentFor, takenOut } from './health-check';
import { ISTIO_RETRIES } from './istio';
import { type Entry, proxyRoute } from './proxy';
import { failingWith } from './retries';
import type { Route } from './route';

/** Source: gateway.envoyproxy.io, BackendTrafficPolicy, `timeout.tcp.connectTimeout`: 10s. */
const connectTimeout = 10;

/**
 * Through the implementation of a Gateway. Istio's tries another pod twice. Others retry nothing and check no pod unless
 * the route (`retry`, GEP-1731) or a BackendTrafficPolicy of Envoy Gateway says so.
 *
 * Source: gateway-api.sigs.k8s.io, HTTPRouteRetry; gateway.envoyproxy.io, BackendTrafficPolicy.
 */
export function gatewayRoute(entry: Entry): Route {
  const { object, patience } = entry;
  const by = `the Gateway of ${object.kind} ${object.namespace}/${object.name}`;
  const controllers = gatewayControllersOf(object, entry.index);
  // A route of two Gateways retries no more than the worse of them.
  const isIstio = controllers.length > 0 && controllers.every((it) => it === ISTIO_GATEWAYS);
  const policy = policyOf(entry);
  const isKnown = policy !== undefined || !controllers.includes(undefined);
  const route: Route = { ...proxyRoute(entry, by), ...(isKnown ? {} : { mayRetry: true }) };
  const byDefault = isIstio ? ISTIO_RETRIES : 0;
  const stated = object.root.items('spec', 'rules').map((rule) => rule.number('retry', 'attempts') ?? byDefault);
  // What is asked for is the number of retries; a rule without any decides for all.
  const retries = Math.max(stated.length > 0 ? Math.min(...stated) : byDefault, retriesOf(policy));
  const connect = secondsIn(policy?.text('spec', 'timeout', 'tcp', 'connectTimeout')) ?? connectTimeout;
  const origin = isIstio ? ({ ...sources.istio, basis: 'default' } as const) : ({ basis: 'manifests' } as const);
  const failing = failingWith({ ...origin, source: `${by}: ${retries} retries`, attempts: retries + 1, connect }, patience);
  const check = checkOf(policy, by);
  if (!check) return { ...route, ...failing };
  const lost = { notice: shorter(silentFor(check), route.lost.notice), recover: takenOut(check) };
  return { ...route, ...failing, lost };
}

function retriesOf(policy: Place | undefined): number {
  return policy?.at('spec', 'retry').isThere ? (policy.number('spec', 'retry', 'numRetries') ?? 2) : 0;
}

/** The policy of Envoy Gateway that targets the route, or its Gateway. */
export function policyOf({ object, index }: Entry): Place | undefined {
  const gateways = new Set(gatewaysOf(object).map((parent) => parent.text('name')));
  const targets = ({ namespace, root }: KubernetesObject): boolean =>
    namespace === object.namespace &&
    [root.at('spec', 'targetRef'), ...root.items('spec', 'targetRefs')].some(
      (target) =>
        (target.text('kind') === object.kind && target.text('name') === object.name) ||
        (target.text('kind') === 'Gateway' && gateways.has(target.text('name'))),
    );
  return index.ofType('BackendTrafficPolicy.gateway.envoyproxy.io').find(targets)?.root;
}

/** Source: gateway.envoyproxy.io, ActiveHealthCheck: every 3s, 1s to answer, three failures. */
function checkOf(policy: Place | undefined, by: string): HealthCheck | undefined {
  const active = policy?.at('spec', 'healthCheck', 'active');
  if (!active?.isThere) return undefined;
  return {
    interval: secondsIn(active.text('interval')) ?? 3,
    timeout: secondsIn(active.text('timeout')) ?? 1,
    threshold: active.number('unhealthyThreshold') ?? 3,
    ...sources.envoyGateway,
    source: `${by}: BackendTrafficPolicy`,
    basis: 'manifests',
  };
}
