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
