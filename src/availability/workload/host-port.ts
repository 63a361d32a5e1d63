import { hasFeature, minorOf } from '../../cluster/features';
import type { Place } from '../../manifests/place';
import { sidecarsOf } from '../../manifests/pod';

/** A port of the node itself that a pod takes. */
export interface HostPort {
  readonly port: number;
  readonly protocol: string;
  /** The address on which it listens; `0.0.0.0` for all. */
  readonly address: string;
}

/**
 * The ports of the node that a pod takes. With `hostNetwork` every container port is one.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/scheduler/util, GetHostPorts: containers and sidecars.
 */
export function hostPortsOf(spec: Place, kubernetes: string): readonly HostPort[] {
  const hostNetwork = spec.at('hostNetwork').value === true;
  const sidecars = hasFeature(kubernetes, 'HostPortsOfSidecars') ? sidecarsOf(spec) : [];
  return [...spec.items('containers'), ...sidecars].flatMap((container) =>
    container.items('ports').flatMap((port) => {
      const number = port.count('hostPort') || (hostNetwork ? port.count('containerPort') : undefined);
      return number ? [{ port: number, protocol: port.text('protocol') ?? 'TCP', address: port.text('hostIP') ?? '0.0.0.0' }] : [];
    }),
  );
}

/**
 * Host ports of sidecars that some patch releases of a version count and others don't, or that none counts though two pods can't listen on one node; as sentences.
 *
 * Source: kubernetes/kubernetes issue 132037; pkg/apis/core/v1/defaults.go, defaultHostNetworkPorts.
 */
export function untoldHostPorts(spec: Place, kubernetes: string): readonly string[] {
  if (hasFeature(kubernetes, 'HostPortsOfSidecars')) return [];
  const hostNetwork = spec.at('hostNetwork').value === true;
  const ports = sidecarsOf(spec).flatMap((container) => container.items('ports'));
  if (hostNetwork && ports.length > 0)
    return [`Kubernetes ${kubernetes} may bind two of its pods to one node, whose sidecars then ask for the same port of the node`];
  const has = ports.some((port) => (port.count('hostPort') ?? 0) > 0);
  return has && minorOf(kubernetes) === 33
    ? [`whether the host ports of its sidecars count depends on the patch release of Kubernetes ${kubernetes}`]
    : [];
}

/** Whether two pods can't have their ports on one node. */
export function collide(some: readonly HostPort[], others: readonly HostPort[]): boolean {
  const all = (address: string) => address === '0.0.0.0' || address === '::';
  return some.some((a) =>
    others.some((b) => a.port === b.port && a.protocol === b.protocol && (a.address === b.address || all(a.address) || all(b.address))),
  );
}
