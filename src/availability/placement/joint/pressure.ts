/** So many equal workloads, each with at most so many pods, altogether and on one node, that take so much of a resource each. */
export interface Load {
  readonly count: number;
  readonly pods: number;
  readonly perNode: number;
  readonly amount: number;
}

/** Where and by how much the growth of a pressure ends: one load has all its pods placed. */
interface Bend {
  readonly at: number;
  readonly total: number;
  readonly slope: number;
}

/**
 * The most of one resource that many workloads can put on k nodes together: the sum of amount x min(pods, k x perNode). It is concave in k, so what nodes it can
 * fill is one number.
 */
export class Pressure {
  private readonly bends: readonly Bend[];
  private readonly totals: readonly number[];
  private readonly slopes: readonly number[];

  constructor(loads: readonly Load[]) {
    const bends = loads
      .filter(({ pods, perNode, amount, count }) => pods > 0 && perNode > 0 && amount > 0 && count > 0)
      .map(({ pods, perNode, amount, count }) => ({
        at: pods / perNode,
        total: times(count * amount, pods),
        slope: times(count * amount, perNode),
      }));
    this.bends = bends.sort((a, b) => a.at - b.at);
    const [totals, slopes] = [[0], [0]];
    for (const { total, slope } of this.bends) {
      totals.push((totals.at(-1) as number) + total);
      slopes.push((slopes.at(-1) as number) + slope);
    }
    this.totals = totals;
    this.slopes = slopes;
  }

  on(nodes: number): number {
    let [low, high] = [0, this.bends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.bends[middle] as Bend).at <= nodes) low = middle + 1;
      else high = middle;
    }
    const growing = (this.slopes.at(-1) as number) - (this.slopes[low] as number);
    return (this.totals[low] as number) + nodes * growing;
  }
}

/** The most of some loads on k nodes. */
function sumOn(loads: readonly Load[], nodes: number): number {
  return loads.reduce((sum, { count, pods, perNode, amount }) => sum + count * amount * Math.min(pods, nodes * perNode), 0);
}

/** How many of some nodes can be left with too little, where each needs at least `needed` on it for that; `others` join the pressure, or leave it with a count below 0. */
export function mostFilled(pressure: Pressure, others: readonly Load[], needed: number, nodes: number): number {
  const canFill = (count: number) => pressure.on(count) + sumOn(others, count) >= count * needed;
  if (nodes <= 0 || !canFill(1)) return 0;
  let [low, high] = [1, nodes];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (canFill(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A product that stays 0 where one factor is, and a number where pods are without end. */
function times(amount: number, pods: number): number {
  return amount === 0 || pods === 0 ? 0 : Math.min(Number.MAX_SAFE_INTEGER, amount * pods);
}
