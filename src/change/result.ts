import type { ServiceResult, Transition } from '../availability';
import type { HazardId } from '../manifests/annotations';
import type { Hazard } from './hazard';

/**
 * What a change does, from the mildest:
 *
 * - `none`: the server stores nothing new, or nothing reads it
 * - `create`: a new object
 * - `in place`: the object is updated, and no pod restarts
 * - `rollout`: new pods replace the running ones
 * - `prune`: the object is deleted where its tool prunes, as Argo CD with `prune: true` does; otherwise it stays, and nothing manages it
 * - `replacement`: the object is created anew under another name or in another namespace, and the old one is pruned; it counts once
 * - `refused`: the API server refuses the object, or the software refuses to start with it; the reason says which
 * - `data at risk`: data, or access to it, can be lost
 */
export const consequences = ['none', 'create', 'in place', 'rollout', 'prune', 'replacement', 'refused', 'data at risk'] as const;
export type Consequence = (typeof consequences)[number];

/** Whether a consequence is a danger: the change destroys something, or can't be applied. */
export function isGrave(consequence: Consequence): boolean {
  return consequence === 'refused' || consequence === 'data at risk';
}

/** Everything that a change does. Plain data. */
export interface ChangeResult {
  /** The objects that differ, in the order of the manifests; those that are gone come last, data at risk first. */
  readonly objects: readonly ObjectChange[];

  /** The number of objects by consequence, those that don't differ not included. */
  readonly counts: Readonly<Partial<Record<Consequence, number>>>;

  /** What is dangerous in it. */
  readonly hazards: readonly JudgedHazard[];

  /** The services before and after, if there is a topology to judge them on. */
  readonly services?: readonly ServiceChange[];

  /** What differs in the cluster; missing if what it was before isn't known. */
  readonly topology?: readonly TopologyDifference[];
}

/** A value of a topology that differs. */
export interface TopologyDifference {
  /** Its place: `zones[eu-west-1a].pools[workers].count`. */
  readonly field: string;

  /** Undefined if it was not there. */
  readonly before?: unknown;

  /** Undefined if it is gone. */
  readonly after?: unknown;
}

/** Whether nothing differs, neither an object nor what it runs on. */
export function isUnchanged({ objects, topology = [] }: Pick<ChangeResult, 'objects' | 'topology'>): boolean {
  return objects.length === 0 && topology.length === 0;
}

/** A hazard, and the reason that the manifests give for it. */
export interface JudgedHazard extends Hazard {
  /** The reason for which it is accepted; undefined if it isn't. */
  readonly accepted?: string;

  /** A reason that was given for an earlier change. */
  readonly spent?: string;
}

/** An object that differs. */
export interface ObjectChange {
  readonly kind: string;

  /** Empty for a cluster-scoped object. */
  readonly namespace: string;
  readonly name: string;

  /** The worst of what it does. */
  readonly consequence: Consequence;

  /** Why, if no field says it. */
  readonly because?: string;

  /** What to do instead, or before. */
  readonly fix?: string;

  /** Its id, by which an annotation accepts it if that is possible. */
  readonly risk?: HazardId;

  /** The pods that are replaced by a rollout, if their number is in the manifests. */
  readonly pods?: number;

  /** The object that is gone and whose place it takes under another name or in another namespace, as `Kind/namespace/name`. */
  readonly replaces?: string;

  /** The fields that differ; none if it is new or gone. Of one that takes the place of another, those that don't follow its name. */
  readonly fields: readonly FieldChange[];
}

/** A field that differs. */
export interface FieldChange {
  /** Its place as people write it: `spec.template.spec.containers[backend].image`. */
  readonly field: string;

  /** Its place in the manifest after the change, or before it if it is gone, as a JSON pointer. */
  readonly pointer: string;

  /** Undefined if it was not there. */
  readonly before?: unknown;

  /** Undefined if it is gone. */
  readonly after?: unknown;
  readonly consequence: Consequence;

  /** Why, and what to do about it: in a sentence. */
  readonly because: string;
  readonly fix?: string;

  /** Its id, by which an annotation accepts it if that is possible. */
  readonly risk?: HazardId;
}

/** A service before and after, and the way there. */
export interface ServiceChange {
  /** As `Kind/namespace/name`. */
  readonly service: string;
  readonly before?: ServiceFigures;
  readonly after?: ServiceFigures;

  /** Whether its rolling update from the one to the other ends; undefined if its pods stay. */
  readonly rollout?: Transition;
}

/** The figures of a service. */
export interface ServiceFigures extends Pick<ServiceResult, 'verdict' | 'because' | 'target' | 'minutesPerYear'> {
  /** Minutes a year by risk, and their sum. */
  readonly downtime: { readonly sum: number; readonly risks: Readonly<Record<string, number>> };
}
