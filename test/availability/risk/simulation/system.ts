import type { Detection } from './detection';

/** Seconds: the mean time up, exponentially distributed, and the time that each repair takes. */
export interface Pace {
  readonly up: number;
  readonly down: number;
}

/** Whose fault a failed request is. */
export type Cause = 'capacity' | 'node' | 'zone' | 'container' | 'drain';

/** Machines, what runs on them, and the way of a request through it. */
export interface System {
  /** The zone of each node. */
  readonly nodes: readonly number[];
  readonly node?: Pace;
  readonly zone?: Pace;
  /** What every request needs, one after the other. */
  readonly hops: readonly Hop[];
  /** Seconds between two upgrades of all nodes; each drains one node after the other. */
  readonly upgrades?: { readonly every: number; readonly each: number };
}

/** The pods of one service, and how its callers find them. */
export interface Hop {
  /** The node of each pod. */
  readonly pods: readonly number[];
  /** Fewer running pods serve nobody. */
  readonly needed: number;
  readonly container?: Pace;
  readonly detection: Detection;
  /** Pods that a caller tries, one after the other, before its request has failed. */
  readonly attempts?: number;
  /** Whether a caller also gives up on a pod that answers nothing, and tries the next. */
  readonly impatient?: boolean;
  /** Seconds for which a pod that is asked to go still answers, and from being asked until its replacement is ready. */
  readonly stop?: { readonly answers: number; readonly replaced: number };
}

/** What became of the requests of a long time. */
export interface Outcome {
  readonly requests: number;
  readonly failed: Readonly<Record<Cause, number>>;
}
