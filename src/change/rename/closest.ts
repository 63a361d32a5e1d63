import { append } from '../../manifests/multimap';
import type { KubernetesObject } from '../../manifests/object';
import { similarity, valuesOf } from './content';

/** The least similarity of an object with the one that it replaces. */
const NEARLY = 0.7;

/** How many of those old objects that have a value are compared: of more, other values say which one is meant. */
const MOST = 16;

/** The objects that are gone by the new ones that take their place. */
export type Renames = ReadonlyMap<KubernetesObject, KubernetesObject>;

/** An old object and a new one, and how much of them is the same. */
export interface Candidate {
  readonly before: KubernetesObject;
  readonly after: KubernetesObject;

  /** From 0 to 1. */
  readonly same: number;
}

/**
 * The pairs of an old and a new object with nearly the same content, the most similar first, and otherwise in the order of the manifests. All must be of one
 * type in one namespace.
 *
 * Linear in their size: each new one is compared with some of those old ones that have one of its values.
 */
export function closest(old: readonly KubernetesObject[], next: readonly KubernetesObject[]): readonly Candidate[] {
  const having = new Map<string, KubernetesObject[]>();
  for (const object of old) for (const value of valuesOf(object)) append(having, value, object);
  const found = next.flatMap((after) => {
    const near = new Set([...valuesOf(after)].flatMap((value) => (having.get(value) ?? []).slice(0, MOST)));
    return [...near].map((before): Candidate => ({ before, after, same: similarity(before, after) }));
  });
  return found.filter(({ same }) => same >= NEARLY).sort((a, b) => b.same - a.same);
}
