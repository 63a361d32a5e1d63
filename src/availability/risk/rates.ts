import { parseRate } from '../../cluster/rate';
import type { Source } from '../../cluster/sources';
import type { Rate, Topology } from '../../cluster/topology';
import { parseDuration } from '../../manifests/duration';
import type { Assessment } from '../verdict/assessment';
import { exactly, type Origin, perYear, within } from './estimate';
import type { Basis, Estimate } from './risk';

/** How often what a workload stands on fails, in events a year. */
export interface FailureRates {
  /** One node: of those that may carry its pods the one that fails most. */
  readonly node: Estimate;
  /** One node that doesn't answer for a while: it reboots, hangs or is cut off. */
  readonly interruption: Estimate;
  /** One zone, likewise. */
  readonly zone: Estimate;
  /** One pod by itself. */
  readonly crash: Estimate;
  /** One pod that is ready and fails its requests. */
  readonly fault: Estimate;
  /** Seconds until a lost node or zone, or a crashed pod, is back: of several the longest. */
  readonly back: {
    readonly node: number;
    readonly interruption: number;
    readonly zone: number;
    readonly crash: number;
    readonly fault: number;
  };
}

/** An assumed rate that states no range may be a third of it, or three times as much. */
export const ASSUMED = 3;

const ratesKnown = new WeakMap<
  Assessment['setting'],
  { readonly zones: Topology['zones']; readonly pods: Topology['pods']; readonly rates: FailureRates }
>();

/** The rates that concern a workload: those of one shape share them. */
export function failureRates({ setting }: Assessment, topology: Topology): FailureRates {
  const { zones, pods } = topology;
  const known = ratesKnown.get(setting);
  if (known && known.zones === zones && known.pods === pods) return known.rates;
  const rates = ratesOf(setting, topology);
  ratesKnown.set(setting, { zones, pods, rates });
  return rates;
}

function ratesOf(setting: Assessment['setting'], topology: Topology): FailureRates {
  const pools = topology.zones.flatMap((zone) => zone.pools);
  const nodes = setting.grid.leaves.flatMap(({ cell }) => pools[cell]?.rate ?? []);
  const zones = [...new Set(setting.grid.leaves.map(({ zone }) => zone))].flatMap((zone) => topology.zones[zone]?.rate ?? []);
  const interruption = topology.nodes?.interruption ?? 'never';
  return {
    node: worst(nodes, 'nodes that never fail'),
    interruption: eventsOf(interruption, 'the topology gives no rate of interruptions'),
    zone: worst(zones, 'zones that never fail'),
    crash: eventsOf(topology.pods?.crash ?? 'never', 'the topology gives no crash rate'),
    fault: eventsOf(topology.pods?.fault ?? 'never', 'the topology gives no rate of faults'),
    back: {
      node: longestRepair(nodes),
      interruption: longestRepair([interruption]),
      zone: longestRepair(zones),
      crash: longestRepair([topology.pods?.crash ?? 'never']),
      fault: longestRepair([topology.pods?.fault ?? 'never']),
    },
  };
}

function longestRepair(rates: readonly Rate[]): number {
  return Math.max(0, ...[...new Set(rates)].map((rate) => (rate === 'never' ? 0 : (parseDuration(rate.mttr) ?? 0))));
}

function worst(rates: readonly Rate[], otherwise: string): Estimate {
  const known = new Map(rates.map((rate) => [JSON.stringify(rate), rate]));
  const estimates = [...known.values()].map((rate) => eventsOf(rate, otherwise));
  const most = Math.max(0, ...estimates.map(({ value }) => value));
  const [first, ...equal] = estimates.filter(({ value }) => value === most);
  if (first === undefined || most === 0) return eventsOf('never', otherwise);
  // Of rates that are equal one may be known better than the other.
  return { ...first, low: Math.min(first.low, ...equal.map(({ low }) => low)), high: Math.max(...estimates.map(({ high }) => high)) };
}

/** Events a year. */
export function eventsOf(rate: Rate, otherwise = 'never'): Estimate {
  if (rate === 'never') return exactly(0, { source: otherwise, basis: 'topology' });
  return within(perYear(parseRate(rate) ?? 'never'), factorOf(rate), {
    source: rate.source,
    ...addressOf(rate),
    basis: basisOf(rate),
    because: `8766 h / (${rate.mtbf} + ${rate.mttr})`,
  });
}

/** By how much a rate may be wrong. */
export function factorOf(rate: Exclude<Rate, 'never'>): number {
  return rate.factor ?? (basisOf(rate) === 'assumption' ? ASSUMED : 1);
}

function basisOf({ basis, source }: Exclude<Rate, 'never'>): Basis {
  return basis ?? (isAssumed(source) ? 'assumption' : 'topology');
}

/** The origin of what a topology states with a source. */
export function originOf({ source, url }: Source): Origin {
  return { source, ...addressOf({ url }), basis: isAssumed(source) ? 'assumption' : 'topology' };
}

/** The address of a source, where it has one. */
export function addressOf({ url }: Pick<Source, 'url'>): Pick<Source, 'url'> {
  return url === undefined ? {} : { url };
}

/** Whether a source is nobody's: whoever wrote it assumed the figure. */
export function isAssumed(source: string): boolean {
  return /^assum/i.test(source);
}
