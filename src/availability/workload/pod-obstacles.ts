import { type Cell, type Cluster, offered } from '../../cluster/cluster';
import { hasFeature, minorOf } from '../../cluster/features';
import { idOf } from '../../manifests/identity';
import type { WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { sidecarsOf } from '../../manifests/pod';
import { type Amounts, podRequests } from '../../manifests/requests';
import type { Strategy } from '../../manifests/strategy';
import { isSafeSysctl, safeSysctls } from '../fields/sysctls';
import { eligibleCells } from './eligible-nodes';
import { hostPortsOf } from './host-port';
import { neverRuns, type Obstacle, rolloutStands } from './obstacle';

/** Fields that keep pods from starting on an older version of Kubernetes, which drops or refuses them. */
export function fieldsOfLaterVersions(resource: WorkloadResource, kubernetes: string): readonly Obstacle[] {
  const { spec } = resource.pod;
  const lost = (because: string) => [neverRuns(idOf(resource), `its pods may never start: Kubernetes ${kubernetes} ${because}`, false)];
  const [sidecar] = sidecarsOf(spec);
  if (sidecar && !hasFeature(kubernetes, 'SidecarContainers'))
    return lost(`has no sidecars, and waits until init container ${sidecar.text('name')} ends`);
  const image = spec.items('volumes').find((volume) => volume.at('image').isThere);
  if (image && !hasFeature(kubernetes, 'ImageVolume')) return lost(`has no image volumes such as ${image.text('name')}`);
  // The kubelet refuses it (reason SysctlForbidden), and the controller makes the next pod.
  const sysctl = spec
    .items('securityContext', 'sysctls')
    .map((it) => it.text('name') ?? '')
    .find((name) => safeSysctls.includes(name) && !isSafeSysctl(name, minorOf(kubernetes)));
  return sysctl === undefined
    ? []
    : lost(`does not count ${sysctl} among the safe sysctls, and its kubelets refuse others unless told otherwise`);
}

/** What keeps a pod of a DaemonSet from the one node that it is made for. */
export function daemonObstacles(
  resource: WorkloadResource,
  spec: Place,
  strategy: Strategy,
  cluster: Cluster,
  kubernetes: string,
): readonly Obstacle[] {
  if (resource.type !== 'DaemonSet.apps') return [];
  return [...surgeBesideItself(resource, spec, strategy, kubernetes), ...tooLargeForNodes(resource, spec, cluster)];
}

/** A DaemonSet's new pod comes to the node of the old one, which still has the port. */
function surgeBesideItself(resource: WorkloadResource, spec: Place, { surge }: Strategy, kubernetes: string): readonly Obstacle[] {
  if (surge === 0 || hostPortsOf(spec, kubernetes).length === 0) return [];
  return [
    rolloutStands(idOf(resource), 'the new pod on a node waits for the host port of the old one, which waits for the new one (maxSurge)'),
  ];
}

/** The pods of a DaemonSet that are made for nodes too small for them wait, and count as unavailable. */
function tooLargeForNodes(resource: WorkloadResource, spec: Place, cluster: Cluster): readonly Obstacle[] {
  const requests = podRequests(spec);
  const open = eligibleCells(spec, cluster);
  const small = open.filter((cell) => isTooSmall(cell, requests));
  const [first] = small;
  if (!first || small.length === open.length) return [];
  const because = `its pods on the nodes of pool ${first.pool} never run: they request more than such a node has; leave these nodes out by a node selector`;
  return [neverRuns(idOf(resource), because, false)];
}

function isTooSmall({ room }: Cell, requests: Amounts): boolean {
  return Object.entries(requests).some(([name, amount]) => amount > offered(room, name));
}
