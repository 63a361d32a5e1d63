import type { Patience } from '../../../cluster/yearly';
import type { KubernetesObject } from '../../../manifests/object';
import type { ObjectIndex } from '../../../manifests/object-index';
import { between } from '../estimate';
import type { Estimate } from '../risk';
import { type HealthCheck, nodesChecked } from './health-check';
import type { Route } from './route';

/** What an entry point and the Service behind it are read from. */
export interface Entry {
  readonly object: KubernetesObject;
  readonly service: KubernetesObject;
  readonly index: ObjectIndex;
  /** How requests inside of the cluster reach the same pods. */
  readonly inside: Route;
  readonly patience: Patience;
  /** The load balancer before a controller in the cluster: its health check of the nodes. Undefined where the topology knows of none. */
  readonly front?: HealthCheck;
}

/** Until a proxy that watches EndpointSlices has applied what changed. Nobody has measured it, and most say nothing of it. */
const assumedLag = between(0.1, 2, 5, {
  source: 'assumption: between Traefik, which applies changes every 2 s, and HAProxy, every 5 s',
  basis: 'assumption',
});

/** A proxy in the cluster that talks to pods and knows of them by EndpointSlices: it learns no sooner than kube-proxy, and applies changes after a lag. */
export function proxyRoute({ inside, front }: Pick<Entry, 'inside' | 'front'>, by: string, lag: Estimate = assumedLag): Route {
  return {
    ...inside,
    by,
    ...(front ? { nodes: nodesChecked(`the load balancer in front of ${by}`, front) } : {}),
    lost: { notice: inside.lost.notice, recover: lag },
    crashed: { notice: inside.crashed.notice, recover: lag },
    terminating: between(0.1, 3, 7, { source: 'assumption: EndpointSlice controller and the proxy', basis: 'assumption' }),
  };
}
