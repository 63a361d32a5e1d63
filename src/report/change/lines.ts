/** A line that only one of two texts has. */
export interface LineChange {
  readonly sign: '-' | '+';
  readonly line: string;
}

/** More lines than this that differ in a row are compared as a whole. */
const MOST = 400;

/** The lines that differ between two texts, in their order: those that only the first has before those that only the second has. */
export function changedLines(before: string, after: string): readonly LineChange[] {
  const [old, next] = [before.split('\n'), after.split('\n')];
  const shorter = Math.min(old.length, next.length);
  let start = 0;
  while (start < shorter && old[start] === next[start]) start++;
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === next[next.length - 1 - end]) end++;
  return between(old.slice(start, old.length - end), next.slice(start, next.length - end));
}

/** By the longest common subsequence. */
function between(old: readonly string[], next: readonly string[]): readonly LineChange[] {
  const removed = old.map((line): LineChange => ({ sign: '-', line }));
  const added = next.map((line): LineChange => ({ sign: '+', line }));
  if (old.length > MOST || next.length > MOST) return [...removed, ...added];
  const lengths = commonLengths(old, next);
  const found: LineChange[] = [];
  let [row, column] = [0, 0];
  while (row < old.length || column < next.length) {
    if (row < old.length && column < next.length && old[row] === next[column]) {
      row++;
      column++;
    } else if (column >= next.length || (row < old.length && at(lengths, row + 1, column) >= at(lengths, row, column + 1))) {
      found.push(removed[row++] as LineChange);
    } else found.push(added[column++] as LineChange);
  }
  return found;
}

/** The length of the longest common subsequence of the rest from each pair of positions. */
function commonLengths(old: readonly string[], next: readonly string[]): readonly (readonly number[])[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(next.length + 1).fill(0));
  for (let row = old.length - 1; row >= 0; row--) {
    for (let column = next.length - 1; column >= 0; column--) {
      const longest =
        old[row] === next[column]
          ? at(lengths, row + 1, column + 1) + 1
          : Math.max(at(lengths, row + 1, column), at(lengths, row, column + 1));
      (lengths[row] as number[])[column] = longest;
    }
  }
  return lengths;
}

function at(lengths: readonly (readonly number[])[], row: number, column: number): number {
  return lengths[row]?.[column] ?? 0;
}
