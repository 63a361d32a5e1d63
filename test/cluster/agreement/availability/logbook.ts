import type { Cluster } from '../../harness/cluster';
import type { Pod } from '../../harness/kubernetes-client';
import { nodesOfZone } from '../../harness/loss';
import type { State } from '../../harness/state';
import { isReady, podsOf, replicasOf, type Workload } from '../../harness/workloads';
import type { Clock } from './clock';

/** From when until when, in seconds of the clock. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Pods on each node that carries any, zone by zone: `[[2], [1], []]` are two on one node of a zone and one in another. */
export type Standing = readonly (readonly number[])[];

/** A placement and for how long it was the last one at rest. */
export interface Stay extends Stretch {
  readonly standing: Standing;
}

/** What was seen of one workload. */
export interface Seen {
  readonly workload: Workload;
  /** When fewer pods served than are needed. */
  readonly below: readonly Stretch[];
  readonly stays: readonly Stay[];
}

/** Writes down for some workloads when they were below what they need, and where their pods stood, by watches. */
export class Logbook {
  /** Nodes that hang: their pods serve nobody, whatever the control plane still believes. */
  readonly dead = new Set<string>();
  private readonly entries: Entry[];
  private readonly state: State;
  private readonly clock: Clock;
  /** The nodes of each zone. */
  private readonly zones: readonly (readonly string[])[];
  private readonly end: () => void;

  constructor(cluster: Cluster, workloads: readonly Workload[], clock: Clock) {
    this.state = cluster.state;
    this.clock = clock;
    this.zones = cluster.topology.zones.map(({ name }) => nodesOfZone(cluster, name));
    this.entries = workloads.map((workload) => ({ workload, below: [], stays: [] }));
    this.end = this.state.onChange(() => this.look());
  }

  /** To be called whenever {@link dead} has changed, before the clock is stopped and after it was started. */
  look(): void {
    if (!this.clock.runs) return;
    const now = this.clock.now();
    for (const entry of this.entries) this.lookAt(entry, now);
  }

  close(): readonly Seen[] {
    this.end();
    const now = this.clock.now();
    return this.entries.map(({ workload, below, downSince, stays, stay }) => ({
      workload,
      below: downSince === undefined ? below : [...below, { from: downSince, to: now }],
      stays: stay ? [...stays, { ...stay, to: now }] : stays,
    }));
  }

  private lookAt(entry: Entry, now: number): void {
    const { workload } = entry;
    const pods = podsOf(this.state, workload);
    const serving = pods.filter((pod) => serves(pod) && !this.dead.has(pod.spec?.nodeName as string));
    const down = serving.length < workload.needed;
    if (down) entry.downSince ??= now;
    else if (entry.downSince !== undefined) {
      entry.below.push({ from: entry.downSince, to: now });
      entry.downSince = undefined;
    }
    const atRest = serving.length === pods.length && pods.length === replicasOf(this.state, workload);
    if (!atRest) return;
    const standing = this.standing(serving);
    const key = JSON.stringify(standing);
    if (entry.stay?.key === key) return;
    if (entry.stay) entry.stays.push({ standing: entry.stay.standing, from: entry.stay.from, to: now });
    entry.stay = { standing, key, from: now };
  }

  private standing(pods: readonly Pod[]): Standing {
    const loads = new Map<string, number>();
    for (const { spec } of pods) loads.set(spec?.nodeName as string, (loads.get(spec?.nodeName as string) ?? 0) + 1);
    return this.zones.map((nodes) => nodes.flatMap((node) => loads.get(node) ?? []).sort((a, b) => b - a));
  }
}

/**
 * Whether the pod is ready somewhere. One that is on no node yet may be called ready: kwok, back from hanging, speaks of the pod of that name that it knew.
 */
export function serves(pod: Pod): boolean {
  return isReady(pod) && pod.spec?.nodeName !== undefined;
}

interface Entry {
  readonly workload: Workload;
  readonly below: Stretch[];
  downSince?: number;
  readonly stays: Stay[];
  stay?: { readonly standing: Standing; readonly key: string; readonly from: number };
}
