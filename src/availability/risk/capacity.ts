import type { Cluster } from '../../cluster/cluster';
import type { Failure } from '../../cluster/rate';
import type { Rate, Topology } from '../../cluster/topology';
import type { Bounds } from '../result';
import { type Assessment, withRatesOf } from '../verdict/assessment';
import type { Context, Memory } from '../verdict/context';
import { capacityLossOf } from '../verdict/figures';
import { exactly } from './estimate';
import { factorOf } from './rates';
import type { Estimate, Risk } from './risk';
import { shareRisk } from './row';

/** The stage that holds all placements. */
const afterFailure = 2;

/**
 * Fewer pods ready than needed, of the service or of what it can't do without: the figure of the proof while the region is up. Its range is what comes out where every
 * rate is as much better or worse as its factor allows.
 */
export function capacityRisk(chain: readonly Assessment[], { lower, upper }: Bounds, variants: Variants): Risk {
  const unavailability: Estimate = {
    value: upper,
    low: Math.min(lower, variants.better(chain)),
    high: Math.max(upper, variants.worse(chain)),
    source: 'the proof, in the worst placement that the scheduler can reach',
    basis: 'topology',
    because: 'the share of time with fewer ready pods than needed, from the rates of zones, nodes and pods',
  };
  const share = exactly(1, { source: 'fewer pods than needed count as an outage for all', basis: 'default' });
  return shareRisk({ id: 'capacity', cause: 'fewer pods are ready than needed' }, { unavailability, share });
}

/** The figure of a chain where all rates are at one end of their ranges. */
export interface Variants {
  readonly better: (chain: readonly Assessment[]) => number;
  readonly worse: (chain: readonly Assessment[]) => number;
}

/** Both ends for a topology; workloads of one shape share what is computed. */
export function variantsOf({ cluster, topology }: Context): Variants {
  const figure = (end: 'better' | 'worse') => {
    const scaled = scaledCluster(cluster, topology, end);
    const memory = emptyMemory();
    const known = new Map<string, Assessment>();
    const variant = (it: Assessment): Assessment => {
      const before = known.get(it.shape) ?? withRatesOf(it, scaled);
      known.set(it.shape, before);
      return before;
    };
    return (chain: readonly Assessment[]): number => {
      if (scaled === cluster) return end === 'better' ? Number.POSITIVE_INFINITY : 0;
      const { lower, upper } = capacityLossOf(chain.map(variant), afterFailure, memory);
      return end === 'better' ? lower : upper;
    };
  };
  return { better: figure('better'), worse: figure('worse') };
}

function emptyMemory(): Memory {
  return {
    shapes: new Map(),
    figures: new Map(),
    proved: new Map(),
    choices: new Map(),
    cutSets: new Map(),
    remedies: new Map(),
  };
}

/** The cluster with every mean uptime so many times as long, or as short. Without any range it is the same. */
function scaledCluster(cluster: Cluster, topology: Topology, end: 'better' | 'worse'): Cluster {
  const rates = [
    ...topology.zones.flatMap(({ rate, pools }) => [rate, ...pools.map((pool) => pool.rate)]),
    topology.pods?.crash ?? 'never',
  ];
  if (rates.every((rate) => rate === 'never' || factorOf(rate) === 1)) return cluster;
  const scaled = (failure: Failure, rate: Rate | undefined): Failure => {
    if (failure === 'never' || rate === undefined || rate === 'never') return failure;
    const factor = end === 'better' ? factorOf(rate) : 1 / factorOf(rate);
    return { ...failure, mtbf: failure.mtbf * factor };
  };
  const pools = topology.zones.flatMap((zone) => zone.pools);
  return {
    ...cluster,
    zones: cluster.zones.map((zone, index) => ({ ...zone, failure: scaled(zone.failure, topology.zones[index]?.rate) })),
    cells: cluster.cells.map((cell, index) => ({ ...cell, failure: scaled(cell.failure, pools[index]?.rate) })),
    crash: scaled(cluster.crash, topology.pods?.crash),
  };
}
