import type { Topology } from '../../../src/availability';
import { judge } from '../judged';
import { workload, zones } from '../manifests';

type Zone = Topology['zones'][number];
type Pool = Zone['pools'][number];

/** Nodes that are away for one hour in 101, in zones that never fail. */
const OFTEN = { mtbf: '100h', mttr: '1h', source: 'test' };
const [
  {
    pools: [worker],
  },
] = zones([1]).zones as unknown as [{ pools: [Pool] }];

function topology(...pools: readonly (readonly Partial<Pool>[])[]): Topology {
  const zone = (mine: readonly Partial<Pool>[], index: number): Zone => ({
    name: `zone-${index}`,
    rate: 'never',
    pools: mine.map((pool, at) => ({ ...worker, name: `pool-${at}`, rate: OFTEN, ...pool })),
  });
  return { ...zones([]), zones: pools.map(zone) };
}

/** The least that a row of services of one pod each is down. */
function least(pods: readonly Record<string, unknown>[], cluster: Topology): number {
  const row = pods.map((pod, i) =>
    workload({
      name: `s${i}`,
      kind: 'StatefulSet',
      replicas: 1,
      annotations: i + 1 < pods.length ? { 'nines.dev/depends-on': `StatefulSet/s${i + 1}` } : {},
      pod,
    }),
  );
  const [first] = judge(row, cluster, { withoutAdvice: true }).services;
  if (!first) throw new Error('no service');
  return first.unavailability.lower;
}

/** Where so many nodes each stop the row. */
const nodes = (count: number) => 1 - (1 - 1 / 101) ** count;
const on = (label: string) => ({ nodeSelector: { [label]: 'true' } });
const labels = (...names: readonly string[]) => ({ labels: Object.fromEntries(names.map((name) => [name, 'true'])) });

describe('services count as losing nodes of their own only where they may have these', () => {
  test('in each zone, also one with fewer nodes that fail more often', () => {
    const few = topology([{ count: 2 }], [{ count: 6, rate: 'never' }]);
    expect(least([{}, {}, {}], few)).toBeLessThanOrEqual(nodes(2) * (1 + 1e-9));
  });

  test('of those that take their pods', () => {
    const containers = [{ name: 'main', image: 'registry.example/main:1', resources: { requests: { cpu: '1' } } }];
    const small = topology([{ count: 2 }, { count: 6, allocatable: { cpu: '500m', memory: '1Gi', pods: 110 } }]);
    expect(least([{ containers }, { containers }, { containers }], small)).toBeLessThanOrEqual(nodes(2) * (1 + 1e-9));
  });

  test('beside one that has others as well', () => {
    const one = topology([{ count: 3 }, { count: 1, ...labels('b') }]);
    expect(least([{}, on('b'), on('b')], one)).toBeLessThanOrEqual(nodes(2) * (1 + 1e-9));
  });

  test('beside those that share only some of them', () => {
    const pools = (first: number) =>
      topology([
        { count: first, ...labels('x') },
        { count: 1, ...labels('x', 'y') },
        { count: 1, ...labels('y') },
      ]);
    expect(least([on('x'), on('y'), on('y'), on('y')], pools(3))).toBeLessThanOrEqual(nodes(3) * (1 + 1e-9));
    expect(least([on('x'), on('x'), on('y'), on('y')], pools(1))).toBeLessThanOrEqual(nodes(3) * (1 + 1e-9));
  });

  test('and all of them where there are as many', () => {
    expect(least([{}, {}, {}], topology([{ count: 3 }]))).toBeCloseTo(nodes(3), 12);
    expect(
      least(
        [on('x'), on('y'), on('y')],
        topology([
          { count: 1, ...labels('x') },
          { count: 2, ...labels('y') },
        ]),
      ),
    ).toBeCloseTo(nodes(3), 12);
  });
});
