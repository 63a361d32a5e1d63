import { binomialTail } from './binomial';
import type { Fatal } from './loss';
import type { Profile } from './profile';

/** What is known of a placement when not every way to put its pods on nodes was looked at. */
export interface Occupancy {
  /** Pods in each zone. */
  readonly zones: readonly number[];
  readonly perNode: number;
  /** The largest probability of any node, and of a pod by itself. */
  readonly down: number;
  readonly crash: number;
  /** Copies of a shard lost with a zone. */
  readonly copiesInZone: readonly number[];
}

/**
 * An upper bound of the profile that holds for every arrangement of the pods on nodes.
 *
 * Losing m of M pods, each lost with probability p: at most M p / m (Markov's inequality, which asks for no independence). And where single pods don't crash, it takes m /
 * perNode nodes among at most M.
 */
export function envelope(fatal: Fatal, bound: number, occupancy: Occupancy): Profile {
  const zones = occupancy.zones.length;
  const profile: number[] = [];
  for (let mask = 0; mask < 1 << zones; mask++) {
    let lost = bound;
    let copies = 0;
    let standing = 0;
    for (let zone = 0; zone < zones; zone++) {
      const pods = occupancy.zones[zone] as number;
      if (mask & (1 << zone)) {
        lost += pods;
        copies += occupancy.copiesInZone[zone] as number;
      } else standing += pods;
    }
    const byPods = atLeast(standing, fatal.pods - lost, occupancy);
    const byCopies = fatal.copies === undefined ? 0 : atLeast(standing, fatal.copies - copies, occupancy);
    profile.push(Math.min(1, byPods + byCopies));
  }
  return profile;
}

/** P(at least `lost` of `pods`), whatever nodes they share. */
export function atLeast(pods: number, lost: number, { perNode, down, crash }: Pick<Occupancy, 'perNode' | 'down' | 'crash'>): number {
  if (lost <= 0) return 1;
  if (lost > pods) return 0;
  const one = down + crash * (1 - down);
  const markov = Math.min(1, (pods * one) / lost);
  return crash > 0 || !Number.isFinite(perNode) ? markov : Math.min(markov, binomialTail(pods, down, Math.ceil(lost / perNode)));
}
