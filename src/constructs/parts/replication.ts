import type { Construct } from 'constructs';
import type { Accept } from '../../manifests/annotations';
import { type Replicated, type Replication, requireReason } from './accept';
import { placesOf } from './places';
import type { PlatformFacts } from './platform-facts';
import { refuse } from './refuse';
import type { Resources } from './resources';
import { shown } from './shown';

/** The number of pods, and how many of them can carry the full load. */
export interface ReplicaCount {
  /** The number of pods that always run. */
  readonly replicas: number;

  /** The number of pods that can carry the full load. */
  readonly needed: number;

  /** The most pods that run, if there is an autoscaler. */
  readonly maxReplicas?: number;

  /** Whether the autoscaler only adds pods. */
  readonly onlyGrows?: true;

  /** The risk that is accepted. */
  readonly accept?: Accept<'single-replica' | 'uneven-spread'>;
}

/**
 * Reads a replication.
 *
 * @throws on fewer than two replicas without a reason, and if none of them may fail
 */
export function replicaCount(construct: Construct, replication: Replication): ReplicaCount {
  if (replication.accept !== undefined) {
    requireAlone(construct, replication);
    return { replicas: 1, needed: 1, accept: requireReason(construct, replication, 'single-replica') };
  }
  const { replicas, needed = replicas - 1 } = replication;
  if (!Number.isInteger(replicas) || replicas < 2) {
    refuse(construct, {
      setting: 'replicas',
      message: `must be a whole number of 2 or more, got ${shown(replicas)}`,
      fix: "for a single replica, write accept: 'single-replica', because: '...'",
    });
  } else if (!Number.isInteger(needed) || needed < 1 || needed >= replicas) {
    const message = `must be at least 1 and less than replicas (${replicas}), so that one pod can fail, got ${shown(needed)}`;
    refuse(construct, { setting: 'needed', message, fix: `write ${replicas - 1} at most, or add replicas` });
  }
  return { replicas, needed, ...autoscaled(construct, replication) };
}

function autoscaled(construct: Construct, { maxReplicas, scaleDown }: Replicated): Partial<ReplicaCount> {
  if (maxReplicas === undefined) {
    if (scaleDown !== undefined) {
      refuse(construct, { setting: 'scaleDown', message: 'has no effect without maxReplicas', fix: 'set maxReplicas, or omit scaleDown' });
    }
    return {};
  }
  if (scaleDown === undefined) return { maxReplicas };
  if (scaleDown === 'never') return { maxReplicas, onlyGrows: true };
  if (typeof scaleDown !== 'string') return { maxReplicas, accept: requireReason(construct, scaleDown, 'uneven-spread', 'scaleDown') };
  const message = `must be 'never' or an accepted risk, got ${shown(scaleDown)}`;
  refuse(construct, { setting: 'scaleDown', message, fix: "omit it to scale down, or write 'never' to keep the pods that were added" });
  return { maxReplicas };
}

/** Refuses a maximum that isn't above the replicas. Call it only if the replicas fit: otherwise they are the mistake. Returns whether it is above. */
export function requireMaximum(construct: Construct, { replicas, maxReplicas }: ReplicaCount): boolean {
  const isAbove = maxReplicas !== undefined && (!Number.isInteger(replicas) || maxReplicas > replicas);
  if (maxReplicas === undefined || (Number.isInteger(maxReplicas) && isAbove)) return true;
  const message = `must be a whole number greater than replicas (${shown(replicas)}), got ${shown(maxReplicas)}`;
  refuse(construct, { setting: 'maxReplicas', message, fix: 'omit it for a fixed number of replicas' });
  return false;
}

/** A single replica takes no other setting of replication, which would be ignored. */
function requireAlone(construct: Construct, replication: Replication): void {
  for (const setting of ['replicas', 'needed', 'maxReplicas', 'scaleDown'] as const) {
    if (replication[setting] === undefined) continue;
    refuse(construct, {
      setting,
      message: `contradicts accept: ${shown(replication.accept)}, got ${shown(replication[setting])}`,
      fix: `omit ${setting}, or omit accept and because`,
    });
  }
}

/** Refuses more pods than fit on the platform's empty nodes. Returns whether `replicas` fit. */
export function requirePlaces(construct: Construct, platform: PlatformFacts, resources: Resources, count: ReplicaCount): boolean {
  if (count.replicas === 1) return true;
  const places = placesOf(platform, resources);
  for (const setting of ['replicas', 'maxReplicas'] as const) {
    const pods = count[setting];
    if (pods === undefined || !Number.isInteger(pods) || pods <= places) continue;
    const message = `must fit on the nodes of ${platform.name}, which hold ${places} such pods when empty, got ${pods}`;
    refuse(construct, { setting, message, fix: 'run fewer pods, reduce their requests, or add nodes' });
    return setting !== 'replicas';
  }
  return true;
}
