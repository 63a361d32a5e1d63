/** The closest known word, if it is close enough: a different case, or one typo per three letters. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const typos = distance(word.toLowerCase(), candidate.toLowerCase(), least);
    if (typos < least) [best, least] = [candidate, typos];
  }
  return best;
}

/** The number of letters to add, remove, replace or swap with a neighbour, at most `limit`. */
function distance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) >= limit) return limit;
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const replaced = (above[column - 1] as number) + (one[row - 1] === other[column - 1] ? 0 : 1);
      let typos = Math.min(replaced, (above[column] as number) + 1, (current[column - 1] as number) + 1);
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (row > 1 && column > 1 && swapped) typos = Math.min(typos, (before[column - 2] as number) + 1);
      current.push(typos);
    }
    [before, above] = [above, current];
  }
  return Math.min(limit, above[other.length] as number);
}
