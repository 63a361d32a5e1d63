import { type Cluster, mostNodes } from '../../cluster/cluster';
import { idOf } from '../../manifests/identity';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Strategy } from '../../manifests/strategy';
import { otherUsers } from './claim-users';
import { exclusivityOf, type MountedClaim, mountedClaims } from './claims';
import { neverRuns, type Obstacle, rolloutStands } from './obstacle';
import { sourceIn, sourceOf } from './volume-source';

/** How many pods there are, and on how many nodes they may run. */
export interface Extent {
  readonly replicas: number;
  readonly strategy: Strategy;
  readonly nodes: number;
  readonly cluster: Cluster;
}

/** Where the pods of a workload share claims: those that never run, and rollouts that can't go on. */
export function sharedClaimObstacles(workload: WorkloadResource, index: ObjectIndex, extent: Extent): readonly Obstacle[] {
  return mountedClaims(workload, index).flatMap((claim) => obstaclesOf(claim, workload, index, extent));
}

function obstaclesOf(claim: MountedClaim, workload: WorkloadResource, index: ObjectIndex, extent: Extent): readonly Obstacle[] {
  if (claim.held !== 'shared' || !claim.spec || extent.replicas === 0) return [];
  const { replicas, strategy, nodes, cluster } = extent;
  const { reach } = sourceIn(cluster, sourceOf(claim, workload, index), claim);
  const only = exclusivityOf(claim.spec);
  const object = `PersistentVolumeClaim/${workload.namespace}/${claim.name}`;
  if (only === 'pod' && replicas > 1)
    return [neverRuns(object, `only one of its ${replicas} pods ever runs: they share ${object}, which is ReadWriteOncePod`)];
  if (reach === 'everywhere' && only !== 'pod') return [];
  const found: Obstacle[] = [];
  if (workload.kind === 'DaemonSet' && (only === 'node' || reach === 'node' ? nodes : cluster.zones.length) > 1)
    found.push(
      neverRuns(
        object,
        `its pods on other nodes never run: all share ${object}, and one ${reach === 'node' || only === 'node' ? 'node' : 'zone'} reaches it`,
      ),
    );
  const others = otherUsers(claim, workload, index);
  if (others.length > 0 && (only === 'pod' || mostNodes(cluster) > 1))
    found.push(neverRuns(object, `its pods may never run: ${others.map(idOf).join(' and ')} mounts ${object} too`, false));
  if (workload.kind === 'DaemonSet' || strategy.type !== 'rolling' || strategy.unavailable >= replicas) return found;
  if (only === 'pod')
    found.push(
      rolloutStands(
        object,
        `${object} is ReadWriteOncePod: a new pod can't start while the old one runs, and the old one stays until it does`,
      ),
    );
  else if (only === 'node' && reach === 'zone' && nodes > 1)
    found.push(
      rolloutStands(
        object,
        `a new pod may be bound to another node than the one that has ${object} attached (ReadWriteOnce), and the old pods stay until it runs`,
        false,
      ),
    );
  return found;
}
