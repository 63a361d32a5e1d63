import { indexOf, type ObjectIndex } from '../src/manifests/object-index';

/** The index of plain objects. */
export function indexed(values: readonly unknown[]): ObjectIndex {
  return indexOf(values.map((value) => ({ value })));
}
