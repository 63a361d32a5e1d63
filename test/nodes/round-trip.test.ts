import { type Cell, clusterOf } from '../../src/cluster/cluster';
import type { Taint, Topology } from '../../src/cluster/topology';
import { runs } from '../budget';
import { fc } from '../random';
import { node } from './objects';
import { topologyOfObjects } from './read';

type Labels = Readonly<Record<string, string>>;

const pool = fc.record({
  count: fc.integer({ min: 1, max: 3 }),
  cpu: fc.constantFrom('1930m', '4'),
  memory: fc.constantFrom('7220184Ki', '16Gi'),
  labels: fc.constantFrom<Labels>({}, { disk: 'fast' }, { disk: 'fast', tier: 'yes' }),
  taints: fc.constantFrom<readonly Taint[]>([], [{ key: 'only', value: 'batch', effect: 'NoSchedule' }]),
});

const clusters = fc.array(fc.array(pool, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }).map(
  (zones): Topology => ({
    kubernetes: '1.36',
    zones: zones.map((pools, z) => ({
      name: `zone-${z}`,
      labels: { 'topology.kubernetes.io/region': 'north' },
      rate: 'never' as const,
      pools: pools.map(({ count, cpu, memory, labels, taints }, p) => ({
        name: `pool-${p}`,
        count,
        labels: { ...labels, agentpool: `pool-${p}` },
        taints,
        allocatable: { cpu, memory, pods: 29 },
        rate: 'never' as const,
      })),
    })),
  }),
);

/** The Node objects of a topology, as its provider would label them. */
function nodesOf({ zones }: Topology) {
  return zones.flatMap((zone) =>
    zone.pools.flatMap(({ name, count, labels, taints, allocatable }) =>
      Array.from({ length: count }, (_, index) =>
        node(`${zone.name}-${name}-${index}`, {
          zone: zone.name,
          labels: { ...zone.labels, ...labels },
          taints,
          allocatable: { ...allocatable, pods: String(allocatable.pods) },
        }),
      ),
    ),
  );
}

/** All that placements depend on. */
function placeOf({ zone, nodes, labels, taints, room }: Cell) {
  return JSON.stringify([zone, nodes, [...labels].sort(), taints, Object.entries(room).sort()]);
}

test('the nodes of a topology give a topology in which pods can be placed as in the first', async () => {
  await fc.assert(
    fc.asyncProperty(clusters, async (given) => {
      const { topology } = await topologyOfObjects(...nodesOf(given));
      const cells = (of: Topology) => clusterOf(of).cells.map(placeOf).sort();
      expect(cells(topology)).toEqual(cells(given));
    }),
    { numRuns: runs(60) },
  );
});

test('the order of nodes changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(clusters, async (given) => {
      const nodes = nodesOf(given);
      const [one, other] = [await topologyOfObjects(...nodes), await topologyOfObjects(...nodes.toReversed())];
      expect(other.text).toBe(one.text);
    }),
    { numRuns: runs(20) },
  );
});
