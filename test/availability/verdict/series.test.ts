import type { Topology } from '../../../src/availability';
import { judge } from '../judged';
import { budget, spread, workload, zones } from '../manifests';

const names = Array.from({ length: 10 }, (_, i) => `s${i}`);

/** Each service needs the next; each has three pods in three zones, and nodes of a pool of its own. */
function row(count: number, ownPools: boolean) {
  const topology = zones([1, 1, 1]);
  const pools = names.slice(0, count).map((name) => ({ name, labels: { pool: ownPools ? name : 'shared' } }));
  const documents = names.slice(0, count).flatMap((name, i) => [
    workload({
      name,
      kind: 'StatefulSet',
      annotations: { 'nines.dev/needed': '2', ...(i + 1 < count ? { 'nines.dev/depends-on': `StatefulSet/s${i + 1}` } : {}) },
      pod: {
        nodeSelector: { pool: ownPools ? name : 'shared' },
        topologySpreadConstraints: [spread('zone', { labelSelector: { matchLabels: { app: name } } })],
      },
    }),
    budget({ maxUnavailable: 1 }, name),
  ]);
  const cluster = {
    ...topology,
    zones: topology.zones.map((zone) => ({ ...zone, pools: pools.flatMap((more) => zone.pools.map((pool) => ({ ...pool, ...more }))) })),
  };
  const [first] = judge(documents, cluster, { withoutAdvice: true }).services;
  if (!first) throw new Error('no service');
  return first.unavailability;
}

test('services in a row have their exact figure where each has a node pool of its own', () => {
  const share = (mtbf: number, mttr: number) => mttr / (mtbf + mttr);
  const [z, n] = [share(8766, 1), share(3130, 0.25)];
  const down = (lost: number) => {
    // With so many zones lost, two of three pods must still stand.
    const left = 3 - lost;
    return left < 2 ? 1 : left === 2 ? 1 - (1 - n) ** 2 : 3 * n ** 2 * (1 - n) + n ** 3;
  };
  for (const count of [1, 2, 10]) {
    const expected = [0, 1, 2, 3].reduce(
      (sum, lost) => sum + ([1, 3, 3, 1][lost] as number) * z ** lost * (1 - z) ** (3 - lost) * (1 - (1 - down(lost)) ** count),
      0,
    );
    const { lower, upper } = row(count, true);
    expect([lower / upper, upper / expected]).toEqual([1, expect.closeTo(1, 6)]);
  }
});

test('and bounds where they may share nodes', () => {
  const { lower, upper } = row(10, false);
  expect(lower).toBeLessThanOrEqual(upper);
});

test('one more service that is needed never makes the figure better, also where its combinations are too many to try', () => {
  const topology = zones([2, 2, 2]);
  const upper = (count: number) => {
    const documents = names.slice(0, count).map((name, i) =>
      workload({
        name,
        kind: 'StatefulSet',
        replicas: 2,
        annotations: { 'nines.dev/needed': '1', ...(i + 1 < count ? { 'nines.dev/depends-on': `StatefulSet/s${i + 1}` } : {}) },
        pod: { topologySpreadConstraints: [spread('host', { labelSelector: { matchLabels: { app: name } } })] },
      }),
    );
    return judge(documents, topology, { withoutAdvice: true }).services[0]?.unavailability.upper ?? 0;
  };
  const uppers = [1, 3, 5, 7, 9].map(upper);
  expect(uppers).toEqual(uppers.toSorted((a, b) => a - b));
  expect(new Set(uppers).size).toBe(5);
});

describe('where the combinations of a row are too many to try', () => {
  const [zone] = zones([2]).zones as readonly [Topology['zones'][number]];
  const rate = { mtbf: '100h', mttr: '1h', source: 'test' };
  const six = (count: number) => {
    const pools = zone.pools.map((pool) => ({ ...pool, count, rate: 'never' as const }));
    return { ...zones([]), zones: Array.from({ length: 6 }, (_, index) => ({ ...zone, name: `zone-${index}`, rate, pools })) };
  };
  /** Each service needs one pod of its own, which no two of a zone are, and the next service. */
  const bounds = (sizes: readonly number[], nodes = 2) => {
    const documents = sizes.map((replicas, i) =>
      workload({
        name: `s${i}`,
        kind: 'StatefulSet',
        replicas,
        annotations: { 'nines.dev/needed': '1', ...(i + 1 < sizes.length ? { 'nines.dev/depends-on': `StatefulSet/s${i + 1}` } : {}) },
        pod: { topologySpreadConstraints: [spread('zone', { labelSelector: { matchLabels: { app: `s${i}` } } })] },
      }),
    );
    const [first] = judge(documents, six(nodes), { withoutAdvice: true }).services;
    if (!first) throw new Error('no service');
    return first.unavailability;
  };
  /** Where the loss of any of so many zones stops all. */
  const anyOf = (count: number) => 1 - (1 - 1 / 101) ** count;

  test('services of one pod are in zones of their own at worst, and no more zones count than there are services', () => {
    const { lower, upper } = bounds([1, 1, 1, 1, 1]);
    expect(lower / anyOf(5)).toBeCloseTo(1, 9);
    expect(upper).toBeGreaterThanOrEqual(anyOf(5));
  });

  test('so it is behind services of many placements, before which the search for the worst one ends', () => {
    for (const nodes of [1, 2]) {
      const { lower, upper } = bounds([...Array<number>(8).fill(2), 1, 1, 1], nodes);
      expect(upper).toBeGreaterThanOrEqual(anyOf(3));
      expect(lower).toBeLessThanOrEqual(anyOf(4));
    }
  });
});

describe('services of one pod', () => {
  const chain = (count: number) =>
    names.slice(0, count).map((name, i) =>
      workload({
        name,
        kind: 'StatefulSet',
        replicas: 1,
        annotations: i + 1 < count ? { 'nines.dev/depends-on': `StatefulSet/s${i + 1}` } : {},
      }),
    );
  const bounds = (count: number, topology: Topology) => {
    const [first] = judge(chain(count), topology, { withoutAdvice: true }).services;
    if (!first) throw new Error('no service');
    return first.unavailability;
  };
  const share = (mtbf: number, mttr: number) => mttr / (mtbf + mttr);
  const [z, n] = [share(8766, 1), share(3130, 0.25)];

  test('may be in zones of one node each', () => {
    expect(bounds(2, zones([1, 1, 1])).upper / (1 - ((1 - z) * (1 - n)) ** 2)).toBeCloseTo(1, 9);
  });

  test('share nodes where they are more than nodes', () => {
    const onTwoNodes = 1 - (1 - z) * (1 - n) ** 2;
    const { lower, upper } = bounds(3, zones([2]));
    expect(lower / onTwoNodes).toBeCloseTo(1, 9);
    expect(upper).toBeGreaterThan(onTwoNodes);
  });
});

test('a row counts the placements after rollouts of a service beside one whose placements stay', () => {
  const own = (name: string, more: Record<string, unknown> = {}) =>
    spread('zone', { labelSelector: { matchLabels: { app: name } }, ...more });
  const web = (annotations: Record<string, string> = {}) =>
    workload({ annotations: { 'nines.dev/needed': '2', ...annotations }, pod: { topologySpreadConstraints: [own('web')] } });
  const store = workload({
    kind: 'StatefulSet',
    name: 'store',
    annotations: { 'nines.dev/needed': '2' },
    pod: { topologySpreadConstraints: [own('store')] },
  });
  const upper = (documents: readonly unknown[]) =>
    judge(documents, zones([3, 3, 3]), { withoutAdvice: true }).services.find(({ service }) => service === 'web')?.unavailability.upper;
  const alone = upper([web()]);
  expect(upper([web({ 'nines.dev/depends-on': 'StatefulSet/store' }), store])).toBeGreaterThan(alone ?? 1);
});

test('where one service misses a zone for longer, and another its only node, the two losses are not taken for one', () => {
  const hours = (mttr: number) => ({ mtbf: '1000h', mttr: `${mttr}m`, source: 'test' });
  const share = (seconds: number) => seconds / (1000 * 3600 + seconds);
  const base = zones([1, 1, 1]);
  const topology = {
    ...base,
    zones: base.zones.map((zone) => ({ ...zone, rate: hours(5), pools: zone.pools.map((pool) => ({ ...pool, rate: hours(60) })) })),
  };
  // Pods that take ten minutes to start, and move.
  const startupProbe = { httpGet: { path: '/', port: 80 }, initialDelaySeconds: 600, failureThreshold: 1 };
  const web = workload({
    annotations: { 'nines.dev/needed': '3', 'nines.dev/depends-on': 'StatefulSet/store' },
    pod: { containers: [{ name: 'main', image: 'registry.example/main:1', startupProbe }] },
  });
  // Pods that start at once where they were.
  const store = workload({
    kind: 'StatefulSet',
    name: 'store',
    annotations: { 'nines.dev/needed': '3' },
    pod: { topologySpreadConstraints: [spread('zone', { labelSelector: { matchLabels: { app: 'store' } } })] },
  });
  const service = judge([web, store], topology, { withoutAdvice: true }).services.find((it) => it.service === 'web');
  // The zone's repair, and the start after it; the node's repair, for which the store waits.
  const inEachZone = share(300 + 600 - 30) + share(3600);
  expect(service?.unavailability.upper).toBeGreaterThan(1 - (1 - inEachZone) ** 3);
});
