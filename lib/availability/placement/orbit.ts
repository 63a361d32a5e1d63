import type { Grid } from './grid';
import type { Counts } from './symmetry';
import { keyOf } from './symmetry';

const limit = 720;

/** All distinct images of a placement under exchange of alike zones, itself first. */
export function orbit(grid: Grid, counts: Counts): readonly Counts[] {
  const found = new Map<string, Counts>([[keyOf(counts), counts]]);
  for (const zones of grid.symmetry.classes) {
    for (const image of [...found.values()])
      for (const order of permutations(zones)) {
        if (found.size >= limit) return [...found.values()];
        const moved = [...image];
        zones.forEach((zone, i) => {
          const from = grid.symmetry.leavesOfZone[order[i] as number] as readonly number[];
          (grid.symmetry.leavesOfZone[zone] ?? []).forEach((leaf, l) => {
            moved[leaf] = image[from[l] as number] as number;
          });
        });
        if (!found.has(keyOf(moved))) found.set(keyOf(moved), moved);
      }
  }
  return [...found.values()];
}

function* permutations(items: readonly number[]): Generator<readonly number[]> {
  if (items.length <= 1) yield items;
  else for (const item of items) for (const rest of permutations(items.filter((other) => other !== item))) yield [item, ...rest];
}
