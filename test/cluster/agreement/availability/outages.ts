import type { Random } from '../random/random';
import type { Alternation } from './designs';

/** What fails as one: a node, or a zone with all of its nodes. */
export interface Thing {
  readonly name: string;
  readonly nodes: readonly string[];
  readonly pace: Alternation;
}

/** One failure of one thing, in seconds of the schedule. */
export interface Outage {
  readonly thing: Thing;
  readonly from: number;
  readonly to: number;
}

/**
 * The outages of some things in a stretch of time, by their beginning: each thing alternates by itself, up for an exponentially distributed time and
 * down for a fixed one.
 */
export function outagesOf(things: readonly Thing[], seconds: number, random: Random): Outage[] {
  const all = things.flatMap((thing) => {
    const found: Outage[] = [];
    for (let from = exponential(thing.pace.up, random); from < seconds; ) {
      const to = from + thing.pace.down;
      found.push({ thing, from, to });
      from = to + exponential(thing.pace.up, random);
    }
    return found;
  });
  return all.sort((a, b) => a.from - b.from);
}

/** By inversion of the distribution function. */
function exponential(mean: number, random: Random): number {
  return -mean * Math.log(1 - random.fraction());
}

/** A moment at which nodes hang or come back. */
export interface Moment {
  readonly at: number;
  readonly freeze: readonly string[];
  readonly thaw: readonly string[];
}

/** When which node hangs and comes back: one that is down with its zone as well is back when both are. */
export function momentsOf(outages: readonly Outage[]): Moment[] {
  const changes = outages.flatMap(({ thing, from, to }) => [
    { at: from, nodes: thing.nodes, by: 1 },
    { at: to, nodes: thing.nodes, by: -1 },
  ]);
  const reasons = new Map<string, number>();
  return changes
    .sort((a, b) => a.at - b.at)
    .map(({ at, nodes, by }) => {
      const changed = nodes.filter((node) => {
        const before = reasons.get(node) ?? 0;
        reasons.set(node, before + by);
        return before === 0 || before + by === 0;
      });
      return { at, freeze: by > 0 ? changed : [], thaw: by < 0 ? changed : [] };
    })
    .filter(({ freeze, thaw }) => freeze.length + thaw.length > 0);
}
