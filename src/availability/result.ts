import type { Downtime } from './risk/risk';

/** What {@link judge} answers: plain data, figures in full precision. `nines check --format json` prints it within its report. */
export interface Answer {
  readonly services: readonly ServiceResult[];
  readonly assumptions: readonly Assumption[];
}

/** `proved` is relative to the assumptions; `unknown` comes with bounds. */
export type Verdict = 'proved' | 'refuted' | 'unknown';

/** Brackets the figure of the worst legal placement; equal where it was computed exactly. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/** One workload, judged together with everything that it can't do without. */
export interface ServiceResult {
  readonly service: string;
  readonly kind: string;
  readonly namespace: string;
  readonly verdict: Verdict;
  /** Why not proved, in a sentence, or what proves it. */
  readonly because: string;
  /** Pods at rest; the fewest that an autoscaler leaves. */
  readonly replicas: number;
  /** Pods that must be ready, null where that is not known: then `proved` is never said. */
  readonly needed: number | null;
  /** How that is known: `declared` by the application, `derived` from what its manifests say, `assumed`, or not at all. */
  readonly neededSource: 'declared' | 'derived' | 'assumed' | 'unknown';
  /** What says so, or what is missing. */
  readonly neededBecause: string;
  /** The availability asked for as a fraction. */
  readonly target?: number;
  readonly unavailability: Bounds;
  readonly availability: Bounds;
  /** -log10 of the upper bound of the unavailability, null where that is 0. */
  readonly nines: number | null;
  readonly minutesPerYear: number;
  /** What a year costs, cause by cause, and whether the target allows that. */
  readonly downtime: Downtime;
  readonly singlePointsOfFailure: readonly SinglePointOfFailure[];
  readonly cutSets: readonly CutSet[];
  readonly events: readonly EventResult[];
  readonly placements: {
    readonly fresh: PlacementResult;
    readonly afterRollouts: PlacementResult;
    readonly afterFailure: PlacementResult;
  };
  readonly stuck: readonly Stuck[];
  readonly advice: readonly Advice[];
  /** Where no change is proposed because its only pod may have data that a second one would not have; undefined elsewhere. */
  readonly onlyPod?: OnlyPod;
  /** What its manifests say beyond the model, a sentence each; undefined where nothing. */
  readonly unmodelled?: readonly string[];
  /** What it depends on itself; undefined where nothing is known. */
  readonly dependencies?: readonly DependencyResult[];
  /** Dependencies whose loss degrades it only, and those that no manifest holds. */
  readonly softDependencies?: readonly string[];
  /** The Ingresses, routes and public Services that lead to its pods; undefined where none does. */
  readonly reachedBy?: readonly string[];
  /** The folder of its environment, where a folder with several was judged one by one. */
  readonly environment?: string;
}

/** One event that stops a service in some legal placement. */
export interface SinglePointOfFailure {
  readonly event: string;
  readonly because: string;
  /** Where in the object the cause stands, as a JSON pointer. */
  readonly pointer: string;
  readonly object: string;
  /** The dependency that it stops, and with it the service. */
  readonly of?: string;
  /** The placement that shows it, pods per zone in the topology's order. */
  readonly witness?: readonly number[];
}

/** A workload that a service depends on. */
export interface DependencyResult {
  readonly service: string;
  /** `required`: it is down without. `possible`: nobody knows, so that it can leave no proof, and refutes nothing. `soft`: it is up without. */
  readonly need: 'required' | 'possible' | 'soft';
  /** How it is known: `declared` by the application, or `inferred` from its manifests. */
  readonly source: 'declared' | 'inferred';
  /** What it was inferred from; undefined where it is declared. */
  readonly because?: string;
}

/** Events that together stop a service, no part of them doing so, as classes of exchangeable things. */
export interface CutSet {
  readonly events: readonly string[];
  readonly probability: number;
}

/** What one event does in the worst legal placement. */
export interface EventResult {
  readonly event: string;
  readonly worstReady: number;
  readonly needed: number;
  readonly survives: boolean;
  /** Whether the pods can be placed again before what failed is back. */
  readonly recovers: 'guaranteed' | 'possible' | 'impossible';
  /** Whether the verdict depends on it. */
  readonly required: boolean;
}

/** A set of placements at rest. */
export interface PlacementResult {
  /** Pods per zone, sorted descending, each distinct one once. */
  readonly vectors: readonly (readonly number[])[];
  readonly unavailability: Bounds;
  /** Whether exactly the reachable placements are listed; else the list holds them all or, cut short, is only part of a set that does. */
  readonly exact: boolean;
  readonly complete: boolean;
}

/** Work that never ends. */
export interface Stuck {
  readonly event: 'drain' | 'rolling update' | 'placement';
  readonly because: string;
  readonly object: string;
  /** Stuck in every legal placement, not only in some. */
  readonly certain: boolean;
}

/** A change after which the verdict is another. */
export interface Advice {
  readonly change: string;
  readonly before: Verdict;
  readonly after: Verdict;
}

/** What the loss of a service's only pod costs as its manifests and the topology stand, and what can be done instead of running a second one. */
export interface OnlyPod {
  /** What each failure costs: of nodes, and where there are several, of zones. */
  readonly losses: readonly OnlyPodLoss[];
  /** What has to be there before a second pod is of use, as the end of `... and declare how many are needed`. */
  readonly replication: string;
}

/** One failure, how long it lasts for the service, and what shortens that. */
export interface OnlyPodLoss {
  readonly event: 'lose one node' | 'lose one zone';
  /** Seconds without the pod, at least and at most. */
  readonly lower: number;
  readonly upper: number;
  readonly because: string;
  /** What makes it shorter; undefined where nothing in the manifests or the cluster does. */
  readonly shorter?: string;
}

/** A premise of the proof. */
export interface Assumption {
  readonly what: string;
  readonly value: string;
  readonly source: string;
}
