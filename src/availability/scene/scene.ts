/** Where the pods of all services may stand together, and what becomes of them: for a picture. Plain JSON data. */
export interface Scene {
  readonly zones: readonly string[];
  readonly nodes: readonly SceneNode[];
  readonly workloads: readonly SceneWorkload[];
  /** As a fresh deployment spreads them most evenly. */
  readonly expected: SceneState;
  /** Each in the placement with the highest unavailability among those that it may be found in, as far as they have room beside each other. */
  readonly worst: SceneState;
}

export interface SceneNode {
  /** Index into the zones. */
  readonly zone: number;
  readonly pool: string;
  readonly name: string;
  /** Whether an autoscaler adds it: it isn't there at rest. */
  readonly isAdded?: true;
}

/** A judged workload. */
export interface SceneWorkload {
  /** As kind/namespace/name. */
  readonly id: string;
  readonly name: string;
  readonly replicas: number;
  /** Pods that must be ready; null where that is not known. */
  readonly needed: number | null;
  /** Undefined without volumes that hold its pods to a place. */
  readonly volume?: 'zone' | 'node' | 'shared' | 'one node';
  readonly dependsOn: readonly { readonly id: string; readonly isSoft: boolean }[];
}

/** A placement of all pods, and what each event does to it. */
export interface SceneState {
  readonly pods: readonly ScenePod[];
  readonly events: readonly SceneEvent[];
}

export interface ScenePod {
  /** Index into the workloads. */
  readonly workload: number;
  /** Index into the nodes; null where it waits for one. */
  readonly node: number | null;
}

export type SceneEventKind = 'lose zone' | 'lose node' | 'drain node' | 'roll out';

/** One event, and one course that it may take. */
export interface SceneEvent {
  readonly kind: SceneEventKind;
  /** Index of the zone, the node, or the workload. */
  readonly subject: number;
  readonly fates: readonly Fate[];
  /** The services that it touches, by themselves or through what they can't do without. */
  readonly effects: readonly Effect[];
  /** Pods that a rolling update adds before it removes others. */
  readonly added: readonly ScenePod[];
}

/** What becomes of a pod that stops. */
export interface Fate {
  /** Index into the pods. */
  readonly pod: number;
  /** `moves`: a replacement runs on another node; `waits`: it comes back with what failed; `restarts`: it is replaced by a rolling update. */
  readonly becomes: 'moves' | 'waits' | 'restarts';
  /** The node of its replacement. */
  readonly to?: number;
  /** From the event until it is ready again; undefined where nothing tells. */
  readonly seconds?: number;
  readonly because: string;
}

/** What an event does to a service. */
export interface Effect {
  /** Index into the workloads. */
  readonly workload: number;
  /** Its ready pods at the worst moment. */
  readonly ready: number;
  readonly answers: 'yes' | 'no' | 'unknown';
  /** The dependency for want of which it doesn't answer, as an index into the workloads. */
  readonly through?: number;
}
