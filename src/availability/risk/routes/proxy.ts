import { sources } from '../../../cluster/sources';
import type { KubernetesObject } from '../../../manifests/object';
import type { ObjectIndex } from '../../../manifests/object-index';
import { between } from '../estimate';
import { type HealthCheck, nodesChecked } from './health-check';
import type { Route } from './route';

/** What an entry point and the Service behind it are read from. */
export interface Entry {
  readonly object: KubernetesObject;
  readonly service: KubernetesObject;
  readonly index: ObjectIndex;
  /** How requests inside of the cluster reach the same pods. */
  readonly inside: Route;
  /** Seconds after which a response comes too late. */
  readonly patience: number;
  /** The load balancer before a controller in the cluster: its health check of the nodes. Undefined where the topology knows of none. */
  readonly front?: HealthCheck;
}

/** Proxies that watch EndpointSlices and apply what changed: Traefik every 2 s at most, HAProxy every 5 s. */
const watchLag = between(0.1, 2, 5, {
  ...sources.traefikThrottle,
  basis: 'default',
});

/** A proxy in the cluster that talks to pods and knows of them by EndpointSlices: it learns no sooner than kube-proxy. */
export function proxyRoute({ inside, front }: Pick<Entry, 'inside' | 'front'>, by: string): Route {
  return {
    ...inside,
    by,
    ...(front ? { nodes: nodesChecked(`the load balancer in front of ${by}`, front) } : {}),
    lost: { notice: inside.lost.notice, recover: watchLag },
    crashed: { notice: inside.crashed.notice, recover: watchLag },
    terminating: between(0.1, 3, 7, { source: 'assumption: EndpointSlice controller and the proxy', basis: 'assumption' }),
  };
}
