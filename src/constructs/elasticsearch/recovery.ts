import { wholeMebibytes } from '../parts/rounding';
import type { Plan } from './plan';

// `indices.recovery.max_bytes_per_sec` of a node is 40 MiB by default: https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/index-recovery-settings
const MEBIBYTES_A_SECOND = 40;
// A disk or a network that is busy takes longer.
const PATIENCE = 4;
const LEAST_RECOVERY_SECONDS = 1800;
// Managed clusters give a drain 15 minutes (EKS) or more before they call it failed or force it; the rest of the grace period must fit as well.
const MOST_STOP_SECONDS = 600;

/** How long the other nodes wait for one that left before they copy its shards, unless an index says otherwise: longer than a restart takes. */
export const RESTART_DELAY = '5m';

/** Seconds to copy a volume at Elasticsearch's default rate. */
function copySeconds({ props: { storage }, set }: Plan): number {
  if (!set.hasVolumes) return 0;
  return Math.ceil(wholeMebibytes(storage) / MEBIBYTES_A_SECOND);
}

/** The seconds after which ready.sh waits for shards no longer, though they still recover: four times what copying a full volume takes, half an hour at least. */
export function recoveryLimit(plan: Plan): number {
  return Math.max(LEAST_RECOVERY_SECONDS, PATIENCE * copySeconds(plan));
}

/** The seconds that stop.sh stays at most while copies are rebuilt: what copying a full volume takes, ten minutes at most. A single node has no copies. */
export function stopLimit(plan: Plan): number {
  return plan.masters > 1 ? Math.min(MOST_STOP_SECONDS, copySeconds(plan)) : 0;
}
