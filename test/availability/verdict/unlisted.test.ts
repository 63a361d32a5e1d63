import type { Topology } from '../../../src/availability';
import { judge } from '../judged';
import { spread, workload, zones } from '../manifests';

type Zone = Topology['zones'][number];

const OFTEN = 100;
const every = (hours: number) => ({ mtbf: `${hours}h`, mttr: '1h', source: 'test' });
const often = every(OFTEN);
const rare = every(8766);

/** Twelve zones of one node: six pods can be in 924 sets of six of them, more than are listed. */
function twelve(zoneOf: (index: number, zone: Zone) => Partial<Zone>, more: Partial<Topology> = {}): Topology {
  const [zone] = zones([1]).zones as readonly [Zone];
  const named = (index: number): Zone => ({ ...zone, name: `zone-${index}`, rate: 'never' });
  return { ...zones([], more), zones: Array.from({ length: 12 }, (_, index) => ({ ...named(index), ...zoneOf(index, named(index)) })) };
}

const ratesOf = (isWorse: (index: number) => boolean) =>
  twelve((index) => ({
    rate: isWorse(index) ? often : rare,
  }));

/** Six pods on nodes of their own. */
function six(annotations: Record<string, string>) {
  return workload({ kind: 'StatefulSet', replicas: 6, annotations, pod: { topologySpreadConstraints: [spread('host')] } });
}
const all = six({ 'nines.dev/needed': '6' });

function upper(documents: readonly unknown[], topology: Topology): number {
  const [found] = judge(documents, topology, { withoutAdvice: true }).services;
  if (!found) throw new Error('no service');
  return found.unavailability.upper;
}

/** Where any of six is down that are away for one hour in 101, each by itself. */
const anyOfSix = 1 - (1 - 1 / (OFTEN + 1)) ** 6;

/** The six zones that are worse than the others, first or last. */
const halves = [(index: number) => index < 6, (index: number) => index >= 6];

describe('what is not listed is bounded', () => {
  test.each(halves)('by the zone that is away most, wherever it is', (isWorse) => {
    expect(upper([all], ratesOf(isWorse))).toBeGreaterThanOrEqual(anyOfSix);
  });

  test.each(halves)('by the node that is away most, wherever it is', (isWorse) => {
    const topology = twelve((index, { pools }) => ({ pools: pools.map((pool) => ({ ...pool, rate: isWorse(index) ? often : rare })) }));
    expect(upper([all], topology)).toBeGreaterThanOrEqual(anyOfSix);
  });

  test('by pods that fail by themselves', () => {
    const topology = twelve((index) => ({ rate: every(index < 6 ? 8766 : 9000) }), { pods: { crash: often } });
    expect(upper([all], topology)).toBeGreaterThanOrEqual(anyOfSix);
  });

  test('of more pods than are placed one by one', () => {
    const many = workload({ kind: 'StatefulSet', replicas: 600, annotations: { 'nines.dev/needed': '600' } });
    expect(upper([many], zones([300, 300, 300]))).toBeGreaterThan(1 / 8767);
  });

  test('by the copies of a shard, also where most pods are left', () => {
    const data = six({ 'nines.dev/elasticsearch.roles': 'data', 'nines.dev/elasticsearch.index-replicas': '0' });
    expect(
      upper(
        [data],
        ratesOf((index) => index < 6),
      ),
    ).toBeGreaterThanOrEqual(anyOfSix);
  });

  test.each(halves)('beside another service whose zones have one node each', (isWorse) => {
    const chain = [
      six({ 'nines.dev/needed': '6', 'nines.dev/depends-on': 'StatefulSet/store' }),
      workload({
        kind: 'StatefulSet',
        name: 'store',
        annotations: { 'nines.dev/needed': '1' },
        pod: { topologySpreadConstraints: [spread('host', { labelSelector: { matchLabels: { app: 'store' } } })] },
      }),
    ];
    expect(upper(chain, ratesOf(isWorse))).toBeGreaterThanOrEqual(anyOfSix);
  });
});
