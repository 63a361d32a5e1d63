import { timesOf } from '../../../cluster/defaults';
import { sources } from '../../../cluster/sources';
import type { Topology } from '../../../cluster/topology';
import { between, exactly, YEAR } from '../estimate';
import type { Estimate } from '../risk';
import type { Route } from './route';

/**
 * The time until a lost node's pods stop being endpoints. The kubelet renews its lease every 10 s, so the last renewal may be that old already; the controller looks
 * every 5 s, and counts from the look that first saw the last renewal. On a real control plane with a grace of 50 s fourteen lost nodes' endpoints went after 44 to 59 s,
 * and on real nodes four's after 40 to 55 s.
 *
 * Source: kube-controller-manager, `--node-monitor-grace-period` and `--node-monitor-period`; kubelet, `nodeLeaseDurationSeconds` x 0.25.
 */
function nodeGrace(topology: Topology, grace: number): Estimate {
  const isDefault = topology.times?.nodeMonitorGrace === undefined;
  return between(Math.max(0, grace - 10), grace, grace + 10, {
    ...(isDefault ? sources.controllerManager : {}),
    source: `kube-controller-manager --node-monitor-grace-period (${timesOf(topology).nodeMonitorGrace})`,
    basis: isDefault ? 'default' : 'topology',
    because:
      'the last heartbeat may be 10 s old, and the controller counts from its second look, every 5 s; endpoints were seen to go after 40 to 59 s with 50 s',
  });
}

/** The kubelet asks the container runtime every second what is running: the relist period of its generic PLEG. */
export const containerEnds = between(0, 1, 1, { ...sources.kubelet, basis: 'default' });

/** The EndpointSlice controller writes at once, and kube-proxy gathers changes for a second. */
const proxyLag = between(0.1, 1, 2, { ...sources.kubeProxy, basis: 'default' });

/** Until every kube-proxy has heard that a pod terminates. Nobody publishes the tail; two seconds are seen in an idle cluster. */
const withdrawal = between(0.1, 2, 5, {
  source: 'assumption: EndpointSlice controller and every kube-proxy',
  basis: 'assumption',
});

const noRetry = exactly(1, { ...sources.services, basis: 'default' });

/**
 * Through a Service with `publishNotReadyAddresses`: its endpoints stay ready whatever the node controller and the kubelet say, so what is lost is sent requests until it is
 * back.
 *
 * Source: kubernetes/kubernetes, staging/src/k8s.io/endpointslice/utils.go; seen on a real control plane.
 */
export function publishingRoute(route: Route): Route {
  const never = exactly(YEAR, { source: 'publishNotReadyAddresses of the Service', basis: 'manifests' });
  const window = { notice: never, recover: proxyLag };
  return { ...route, lost: window, crashed: window };
}

/** Through a Service: kube-proxy, or what stands in for it, picks a pod for each connection and knows no retry. */
export function serviceRoute(topology: Topology, grace: number): Route {
  return {
    by: 'a Service',
    lost: { notice: nodeGrace(topology, grace), recover: proxyLag },
    crashed: { notice: containerEnds, recover: proxyLag },
    terminating: withdrawal,
    failing: noRetry,
    refused: noRetry,
  };
}
