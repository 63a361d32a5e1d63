import type { Construct } from 'constructs';
import type { Accept } from '../../manifests/annotations';
import { type Replicated, type Replication, requireReason } from './accept';
import { refuse } from './refuse';

/** How many pods run, and how many of them carry the full load. */
export interface ReplicaCount {
  /** How many run always. */
  readonly replicas: number;

  /** How many of them carry the full load. */
  readonly needed: number;

  /** How many run at most, where that is more than always. */
  readonly maxReplicas?: number;

  /** The risk that it takes on purpose. */
  readonly accept?: Accept<'single-replica' | 'uneven-spread'>;
}

/**
 * Reads a replication.
 *
 * @throws on less than two replicas without a reason, where not one may fail, and on a maximum that isn't above them
 */
export function replicaCount(construct: Construct, replication: Replication): ReplicaCount {
  if (replication.accept !== undefined) {
    return { replicas: 1, needed: 1, accept: requireReason(construct, replication) };
  }
  const { replicas, needed = replicas - 1 } = replication;
  if (!Number.isInteger(replicas) || replicas < 2) {
    refuse(
      construct,
      `replicas must be a whole number of 2 or more, got ${replicas}; for one instance say accept: 'single-replica' and because`,
    );
  }
  if (!Number.isInteger(needed) || needed < 1 || needed >= replicas) {
    refuse(construct, `needed must be at least 1 and less than its ${replicas} replicas, so that one may fail, got ${needed}`);
  }
  return { replicas, needed, ...autoscaled(construct, replication) };
}

function autoscaled(construct: Construct, { replicas, maxReplicas, scaleDown }: Replicated): Pick<ReplicaCount, 'maxReplicas' | 'accept'> {
  if (maxReplicas === undefined) {
    if (scaleDown) refuse(construct, 'scaleDown without maxReplicas: nothing is ever added; set maxReplicas or leave both out');
    return {};
  }
  if (!Number.isInteger(maxReplicas) || maxReplicas <= replicas) {
    refuse(construct, `maxReplicas must be more than its ${replicas} replicas, got ${maxReplicas}; leave it out for a fixed number`);
  }
  return { maxReplicas, accept: scaleDown && requireReason(construct, scaleDown) };
}
