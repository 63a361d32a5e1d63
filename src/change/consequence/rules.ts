import type { HazardId } from '../../manifests/annotations';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import type { Difference } from '../comparison/difference';
import type { Consequence } from '../result';

/** The two states of an object, and of everything around it. */
export interface Versions {
  readonly before: KubernetesObject;
  readonly after: KubernetesObject;
  readonly base: ObjectIndex;
  readonly head: ObjectIndex;

  /** `kubectl` in the commands of messages. */
  readonly kubectl: string;

  /** The manifests at a path in a git revision, if anybody can read them. */
  readonly manifestsAt?: ManifestsAt;
}

/** Reads the manifests at a path in a git revision of a repository; undefined if they aren't known. */
export type ManifestsAt = (revision: string, path: string, repository: string) => ObjectIndex | undefined;

/** What a change of a field does. */
export interface Effect {
  readonly consequence: Consequence;
  readonly because: string;
  readonly fix?: string;

  /** Its id, by which an annotation accepts it if that is possible. */
  readonly risk?: HazardId;
}

/** What a change of some field of some types does. */
export interface FieldRule {
  readonly types: readonly string[];

  /** The field, with everything in it: `spec.selector`. `*` stands for one step. */
  readonly field: string;

  /** Fields in it that it says nothing about. */
  readonly except?: readonly string[];

  /** Undefined if it says nothing about this difference. */
  readonly effect: (difference: Difference, versions: Versions) => Effect | undefined;
}

/** The path of a field, in which a key such as `[cluster.name]` is one step, to be compared with that of a difference. */
const parsed = new Map<string, readonly string[]>();

function steps(field: string): readonly string[] {
  const known = parsed.get(field) ?? field.match(/\[[^\]]*\]|[^.]+/g) ?? [];
  parsed.set(field, known);
  return known;
}

/** Whether a path is that of a field, or leads into it. */
function isWithin(path: readonly string[], field: string): boolean {
  const wanted = steps(field);
  return path.length >= wanted.length && agree(path, wanted, wanted.length);
}

/** Whether a path leads to a field without reaching it. */
export function leadsTo(path: readonly string[], field: string): boolean {
  const wanted = steps(field);
  return path.length < wanted.length && agree(path, wanted, path.length);
}

function agree(path: readonly string[], wanted: readonly string[], length: number): boolean {
  for (let index = 0; index < length; index++) if (wanted[index] !== '*' && wanted[index] !== path[index]) return false;
  return true;
}

/** Why, for a field without a rule. */
export const IN_PLACE = 'the object is updated, and no pod restarts';

/** What a difference does, by the first rule that has an effect for it. */
export function effectOf(difference: Difference, versions: Versions, rules: readonly FieldRule[]): Effect {
  for (const { field, except = [], effect } of rules) {
    if (!isWithin(difference.path, field) || except.some((it) => isWithin(difference.path, it))) continue;
    const found = effect(difference, versions);
    if (found) return found;
  }
  return { consequence: 'in place', because: IN_PLACE };
}
