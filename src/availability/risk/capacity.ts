import type { Cluster } from '../../cluster/cluster';
import type { Failure } from '../../cluster/rate';
import type { Rate, Topology } from '../../cluster/topology';
import type { Bounds } from '../result';
import { type Assessment, withRatesOf } from '../verdict/assessment';
import { type Context, memoryOf } from '../verdict/context';
import { capacityLossOf, mostCapacityLossOf } from '../verdict/figures';
import { exactly } from './estimate';
import { type Failing, failing, originOfRates, ratesUnder } from './rate-sources';
import { factorOf } from './rates';
import type { Estimate, Risk } from './risk';
import { shareRisk } from './row';

/** The stage that holds all placements. */
const afterFailure = 2;

/**
 * Fewer pods ready than needed, of the service or of what it can't do without: the figure of the proof while the region is up. Its range is what comes out where every
 * rate is as much better or worse as its factor allows, and its source the rates that make most of it.
 */
export function capacityRisk(chain: readonly Assessment[], { lower, upper }: Bounds, variants: Variants, isShown: boolean): Risk {
  // Which rates make most of it takes several figures more, and nobody reads the source of a table that was only tried.
  const { told, ...origin } = variants.originOf(chain, isShown ? upper : 0);
  const unavailability: Estimate = {
    value: upper,
    low: Math.min(lower, variants.better(chain)),
    high: Math.max(upper, variants.worse(chain)),
    ...origin,
    because: `the proof: the share of time with fewer ready pods than needed, in the worst placement that the scheduler can reach; ${told}`,
  };
  const share = exactly(1, { source: 'fewer pods than needed count as an outage for all', basis: 'default' });
  return shareRisk({ id: 'capacity', cause: 'fewer pods are ready than needed' }, { unavailability, share });
}

/** The figure of a chain where rates are other than they are. */
export interface Variants {
  /** All of them at the better ends of their ranges. */
  readonly better: (chain: readonly Assessment[]) => number;
  readonly worse: (chain: readonly Assessment[]) => number;
  /** The rates that make most of a figure: those without which it would be less. */
  readonly originOf: (chain: readonly Assessment[], figure: number) => ReturnType<typeof originOfRates>;
}

/** The variants for a topology; workloads of one shape share what is computed. */
export function variantsOf({ cluster, topology }: Context): Variants {
  const variant = (changed: Cluster, figureOf: typeof mostCapacityLossOf) => {
    const memory = memoryOf();
    const known = new Map<string, Assessment>();
    const of = (it: Assessment): Assessment => {
      const before = known.get(it.shape) ?? withRatesOf(it, changed);
      known.set(it.shape, before);
      return before;
    };
    return (chain: readonly Assessment[]): number => figureOf(chain.map(of), afterFailure, memory);
  };
  const [better, worse] = (['better', 'worse'] as const).map((end) => scaledCluster(cluster, topology, end));
  const atBest = better && variant(better, (...asked) => capacityLossOf(...asked).lower);
  const atWorst = worse && variant(worse, mostCapacityLossOf);
  const without = new Map(failing.map((what) => [what, variant(clusterWithout(cluster, what), mostCapacityLossOf)]));
  return {
    better: (chain) => atBest?.(chain) ?? Number.POSITIVE_INFINITY,
    worse: (chain) => atWorst?.(chain) ?? 0,
    originOf: (chain, figure) => {
      const rates = ratesUnder({ leaves: chain.flatMap(({ setting }) => setting.grid.leaves) }, topology);
      const part = (what: Failing) => {
        const isSure = figure === 0 || rates[what].every((rate) => rate === 'never');
        return isSure ? 0 : figure - Math.min(figure, without.get(what)?.(chain) ?? figure);
      };
      const parts = { zones: part('zones'), nodes: part('nodes'), pods: part('pods') };
      return figure > 0 && failing.every((what) => parts[what] === 0) ? waiting : originOfRates(parts, rates);
    },
  };
}

/** Pods that no node takes: they are missing whatever fails. */
const waiting = { source: 'the rules and the nodes', basis: 'topology', told: 'too few pods run, whatever fails' } as const;

/** The cluster in which something never fails. */
function clusterWithout(cluster: Cluster, what: Failing): Cluster {
  const failure = 'never' as const;
  if (what === 'pods') return { ...cluster, crash: failure };
  return what === 'zones'
    ? { ...cluster, zones: cluster.zones.map((it) => ({ ...it, failure })) }
    : { ...cluster, cells: cluster.cells.map((it) => ({ ...it, failure })) };
}

/** The cluster with every mean uptime so many times as long, or as short; undefined where no rate has a range. */
function scaledCluster(cluster: Cluster, topology: Topology, end: 'better' | 'worse'): Cluster | undefined {
  const rates = [
    ...topology.zones.flatMap(({ rate, pools }) => [rate, ...pools.map((pool) => pool.rate)]),
    topology.pods?.crash ?? 'never',
  ];
  if (rates.every((rate) => rate === 'never' || factorOf(rate) === 1)) return undefined;
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
