import type { Construct } from 'constructs';
import type { Accept } from '../../manifests/annotations';
import { type Replicated, type Replication, requireReason } from './accept';
import { placesOf } from './places';
import type { PlatformFacts } from './platform-facts';
import { refuse } from './refuse';
import type { Resources } from './resources';
import { shown } from './shown';

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
    requireAlone(construct, replication);
    return { replicas: 1, needed: 1, accept: requireReason(construct, replication, 'single-replica') };
  }
  const { replicas, needed = replicas - 1 } = replication;
  if (!Number.isInteger(replicas) || replicas < 2) {
    refuse(construct, {
      setting: 'replicas',
      message: `must be a whole number of 2 or more, got ${shown(replicas)}`,
      fix: "for one instance write accept: 'single-replica' and because",
    });
  } else if (!Number.isInteger(needed) || needed < 1 || needed >= replicas) {
    const message = `must be at least 1 and less than its ${replicas} replicas, so that one may fail, got ${shown(needed)}`;
    refuse(construct, { setting: 'needed', message, fix: `write ${replicas - 1} at most, or run more replicas` });
  }
  return { replicas, needed, ...autoscaled(construct, replication) };
}

function autoscaled(construct: Construct, { maxReplicas, scaleDown }: Replicated): Pick<ReplicaCount, 'maxReplicas' | 'accept'> {
  if (maxReplicas === undefined) {
    if (scaleDown !== undefined) {
      refuse(construct, { setting: 'scaleDown', message: 'does nothing without maxReplicas', fix: 'set maxReplicas, or leave both out' });
    }
    return {};
  }
  return { maxReplicas, accept: scaleDown === undefined ? undefined : requireReason(construct, scaleDown, 'uneven-spread', 'scaleDown') };
}

/** Refuses a maximum that isn't above the replicas. Only where those fit: a maximum below what is too many is no second mistake. */
export function requireMaximum(construct: Construct, { replicas, maxReplicas }: ReplicaCount): void {
  const isAbove = maxReplicas !== undefined && (!Number.isInteger(replicas) || maxReplicas > replicas);
  if (maxReplicas === undefined || (Number.isInteger(maxReplicas) && isAbove)) return;
  const message = `must be a whole number above its ${shown(replicas)} replicas, got ${shown(maxReplicas)}`;
  refuse(construct, { setting: 'maxReplicas', message, fix: 'leave it out for a fixed number' });
}

/** One instance has no other settings of replication: they would be ignored. */
function requireAlone(construct: Construct, replication: Replication): void {
  for (const setting of ['replicas', 'needed', 'maxReplicas', 'scaleDown'] as const) {
    if (replication[setting] === undefined) continue;
    refuse(construct, {
      setting,
      message: `contradicts accept: ${shown(replication.accept)}, got ${shown(replication[setting])}`,
      fix: `leave ${setting} out, or accept and because`,
    });
  }
}

/** Refuses more pods than the platform's empty nodes hold, with what they hold. It says whether `replicas` fit. */
export function requirePlaces(construct: Construct, platform: PlatformFacts, resources: Resources, count: ReplicaCount): boolean {
  if (count.replicas === 1) return true;
  const places = placesOf(platform, resources);
  for (const setting of ['replicas', 'maxReplicas'] as const) {
    const pods = count[setting];
    if (pods === undefined || !Number.isInteger(pods) || pods <= places) continue;
    const message = `must fit on the nodes of ${platform.name}, which hold ${places} such pods when they are empty, got ${pods}`;
    refuse(construct, { setting, message, fix: 'run fewer, ask for less or add nodes' });
    return setting !== 'replicas';
  }
  return true;
}
