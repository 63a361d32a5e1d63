import type { KubernetesObject } from '../manifests/object';
import type { ObjectIndex } from '../manifests/object-index';
import { isEqual } from '../manifests/value';

/** The objects of one file that another one defines too. */
interface Overlap {
  /** As the later file defines them. */
  readonly objects: readonly KubernetesObject[];

  /** Whether both files define all of them alike. */
  readonly isEqual: boolean;
}

const known = new WeakMap<ObjectIndex, ReadonlyMap<string, Overlap>>();

/** What the files of an object and of its first definition have in common; undefined within one file. */
export function overlapOf(object: KubernetesObject, first: KubernetesObject, index: ObjectIndex): Overlap | undefined {
  const overlaps = known.get(index) ?? overlapsIn(index);
  known.set(index, overlaps);
  return overlaps.get(pairOf(object, first));
}

function overlapsIn(index: ObjectIndex): ReadonlyMap<string, Overlap> {
  const overlaps = new Map<string, { objects: KubernetesObject[]; isEqual: boolean }>();
  for (const object of index.objects) {
    const first = index.find(object.type, object.namespace, object.name);
    if (first === undefined || first === object || object.name === '' || isOneFile(object, first)) continue;
    const overlap = overlaps.get(pairOf(object, first)) ?? { objects: [], isEqual: true };
    overlap.objects.push(object);
    overlap.isEqual &&= isEqual(object.root.value, first.root.value);
    overlaps.set(pairOf(object, first), overlap);
  }
  return overlaps;
}

/** Whether they stand in one file, or where is not known of one. */
export function isOneFile({ document: one }: KubernetesObject, { document: other }: KubernetesObject): boolean {
  return one.file === undefined || other.file === undefined || one.file === other.file;
}

function pairOf({ document: one }: KubernetesObject, { document: other }: KubernetesObject): string {
  return JSON.stringify([one.file ?? '', other.file ?? '']);
}
