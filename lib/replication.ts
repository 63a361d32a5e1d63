import type { Construct } from 'constructs';
import type { Accept, Replication } from './accept';
import { refuse } from './refuse';

/** How many pods run, and how many of them carry the full load. */
export interface ReplicaCount {
  readonly replicas: number;
  readonly needed: number;
  readonly accept?: Accept<'single-replica'>;
}

/**
 * Reads a replication.
 *
 * @throws on less than two replicas without a reason, and where not one may fail
 */
export function replicaCount(construct: Construct, replication: Replication): ReplicaCount {
  if (replication.accept !== undefined) {
    const { accept, because } = replication;
    if (!because) refuse(construct, `accept: '${accept}' without a reason; say because: '...'`);
    return { replicas: 1, needed: 1, accept: { accept, because } };
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
  return { replicas, needed };
}
