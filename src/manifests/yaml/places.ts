import type { Path } from '../pointer';

/** Where the fields and the items of a document begin. For a field that holds others it is the key, where a person looks. */
export class Places {
  private readonly offsets = new Map<unknown, Map<string, number>>();
  private first = 0;

  /** Notes where the first field or item begins. */
  begin(offset: number): void {
    this.first = offset;
  }

  /** Notes where an item of a list begins. */
  mark(container: object, step: string | number, offset: number): void {
    const steps = this.offsets.get(container) ?? new Map<string, number>();
    this.offsets.set(container, steps.set(String(step), offset));
  }

  /** Notes where a field of an object begins, and where its value, if that is a scalar. */
  markField(object: Readonly<Record<string, unknown>>, name: string, key: number, scalar: number): void {
    const value = object[name];
    this.mark(object, name, typeof value === 'object' && value !== null ? key : scalar);
  }

  /** The offset of a path within a value, followed as far as it exists. */
  offsetOf(value: unknown, path: Path): number {
    let node = value;
    let offset = this.first;
    for (const step of path) {
      const found = this.offsets.get(node)?.get(String(step));
      if (found === undefined) break;
      offset = found;
      node = (node as Record<string, unknown>)[step];
    }
    return offset;
  }
}

/** The line and the column of each offset in a text. */
export function positionsIn(text: string): (offset: number) => { readonly line: number; readonly column: number } {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}
