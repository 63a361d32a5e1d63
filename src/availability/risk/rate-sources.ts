import type { Rate, Topology } from '../../cluster/topology';
import type { Setting } from '../probability/setting';
import type { Origin } from './estimate';
import { addressOf, isAssumed } from './rates';

/** What fails, whose rate a proof rests on. */
export const failing = ['zones', 'nodes', 'pods'] as const;
export type Failing = (typeof failing)[number];

/** Less than this part of a figure is not what it rests on. */
const LEAST = 0.1;

type Known = Exclude<Rate, 'never'>;

/**
 * What a figure that several rates make rests on: the source of each that makes a tenth of it or more, the largest first. It is an assumption where one of those is.
 *
 * @param parts how much of the figure each rate makes, in any unit
 */
export function originOfRates(
  parts: Readonly<Record<Failing, number>>,
  rates: Readonly<Record<Failing, readonly Rate[]>>,
): Omit<Origin, 'because'> & { readonly told: string } {
  const found = failing
    .map((name) => ({ name, part: parts[name], known: distinct(rates[name]) }))
    .filter(({ known }) => known.length > 0)
    .sort((a, b) => b.part - a.part);
  const most = found[0]?.part ?? 0;
  const whole = found.reduce((sum, { part }) => sum + part, 0);
  const resting = most > 0 ? found.filter(({ part }) => part >= LEAST * whole) : found;
  const all = resting.flatMap(({ known }) => known);
  const isGuessed = all.length > 0 && all.every(({ source }) => isAssumed(source));
  const named = resting.map(({ name, known }) => `${name} (${sourcesOf(known, isGuessed)})`).join(', ');
  return {
    source: resting.length === 0 ? 'no failures' : `${isGuessed ? 'assumption: ' : ''}rates of ${named}`,
    ...addressOf(all.find(({ url }) => url !== undefined) ?? {}),
    basis: all.some(isAssumption)
      ? 'assumption'
      : all.length > 0 && all.every(({ basis }) => basis === 'measured')
        ? 'measured'
        : 'topology',
    told: resting.map(({ name, known }) => `${name}: ${[...new Set(known.map(figuresOf))].join(', ')}`).join('; '),
  };
}

/** The rates of all nodes that may carry a pod, of their zones, and of pods themselves. */
export function ratesUnder(
  { leaves }: Pick<Setting['grid'], 'leaves'>,
  { zones, pods }: Topology,
): Readonly<Record<Failing, readonly Rate[]>> {
  const pools = zones.flatMap((zone) => zone.pools);
  return {
    zones: leaves.flatMap(({ zone }) => zones[zone]?.rate ?? []),
    nodes: leaves.flatMap(({ cell }) => pools[cell]?.rate ?? []),
    pods: pods?.crash === undefined ? [] : [pods.crash],
  };
}

function distinct(rates: readonly Rate[]): readonly Known[] {
  const known = rates.flatMap((rate) => (rate === 'never' ? [] : [rate]));
  return [...new Map(known.map((rate) => [JSON.stringify(rate), rate])).values()];
}

/** @param isGuessed whether all of them are assumptions, which is said once */
function sourcesOf(rates: readonly Known[], isGuessed: boolean): string {
  return [...new Set(rates.map(({ source }) => (isGuessed ? source.replace(/^assum[a-z]*:?\s*/i, '') : source)))].join('; ');
}

/** `every 8766h for 1h`, and who says for how long, if another than who says how often. */
function figuresOf({ mtbf, mttr, mttrSource }: Known): string {
  return `every ${mtbf} for ${mttr}${mttrSource === undefined ? '' : ` (${mttrSource})`}`;
}

function isAssumption({ basis, source, mttrSource = '' }: Known): boolean {
  return basis === 'assumption' || (basis === undefined && isAssumed(source)) || isAssumed(mttrSource);
}
