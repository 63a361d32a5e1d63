import type { Grid } from './grid';
import { type Counts, countsKey } from './symmetry';

/** Images listed of one placement: all of six zones that differ. */
export const mostImages = 720;

/** All distinct images of a placement under exchange of alike zones, itself first; cut at a limit. */
export function orbit(grid: Grid, counts: Counts): readonly Counts[] {
  let images: Counts[] = [counts];
  for (const zones of grid.symmetry.classes) {
    const leaves = zones.map((zone) => grid.symmetry.leavesOfZone[zone] as readonly number[]);
    images = images.flatMap((image) => exchanged(image, leaves)).slice(0, mostImages);
  }
  const own = countsKey(counts);
  return [counts, ...images.filter((image) => countsKey(image) !== own)];
}

/** The distinct orders of what stands in some zones. */
function exchanged(image: Counts, leaves: readonly (readonly number[])[]): Counts[] {
  const contents = new Map<string, { readonly pods: readonly number[]; left: number }>();
  for (const zone of leaves) {
    const pods = zone.map((leaf) => image[leaf] as number);
    const known = contents.get(pods.join());
    if (known) known.left++;
    else contents.set(pods.join(), { pods, left: 1 });
  }
  const found: Counts[] = [];
  const place = (at: number, sofar: number[]): void => {
    if (found.length >= mostImages) return;
    const zone = leaves[at];
    if (!zone) {
      found.push(sofar);
      return;
    }
    for (const content of contents.values()) {
      if (content.left === 0) continue;
      content.left--;
      const next = [...sofar];
      for (const [l, leaf] of zone.entries()) next[leaf] = content.pods[l] as number;
      place(at + 1, next);
      content.left++;
    }
  };
  place(0, [...image]);
  return found;
}
