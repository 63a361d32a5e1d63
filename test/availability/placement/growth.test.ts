import type { Topology } from '../../../src/availability';
import { judge } from '../judged';
import { budget, spread, workload, zones } from '../manifests';

/** Zones of one pool each, which grows. */
function growing(counts: readonly number[], max: number, start = '3m'): Topology {
  const topology = zones(counts);
  return {
    ...topology,
    zones: topology.zones.map((zone) => ({ ...zone, pools: zone.pools.map((pool) => ({ ...pool, autoscaling: { max, start } })) })),
  };
}

function judged(documents: readonly unknown[], topology: Topology, target?: number) {
  const [service] = judge(documents, topology, { withoutAdvice: true, target }).services;
  if (!service) throw new Error('no service');
  return service;
}

const apart = {
  requiredDuringSchedulingIgnoredDuringExecution: [
    { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } },
  ],
};

test('a pool that begins with one node has nodes to lose, to drain and to upgrade', () => {
  const web = workload({ annotations: { 'nines.dev/needed': '2' }, pod: { affinity: { podAntiAffinity: apart } } });
  const topology = growing([1], 5);
  expect(judged([web, budget({ maxUnavailable: 0 })], topology)).toMatchObject({
    verdict: 'refuted',
    because: 'drain never ends: budget shop/web allows 0 evictions',
  });
  expect(
    judged([web], topology)
      .events.filter(({ required }) => required)
      .map(({ event }) => event),
  ).toEqual(['lose one pod', 'lose one node', 'drain one node', 'rolling update', 'pool upgrade']);
});

describe('minDomains over hosts', () => {
  const web = workload({
    replicas: 6,
    annotations: { 'nines.dev/needed': '5' },
    pod: { topologySpreadConstraints: [spread('host', { minDomains: 3 })] },
  });

  test('limit no node once a pool has grown to them', () => {
    expect(judged([web], growing([2], 10))).toMatchObject({ verdict: 'unknown' });
    expect(judged([web], growing([2], 4)).stuck.filter(({ certain }) => certain)).toEqual([]);
  });

  test('do where there never are as many', () => {
    expect(judged([web], growing([2], 2))).toMatchObject({ verdict: 'refuted' });
  });
});

test('figures lie between those of nodes that are there and of nodes that come', () => {
  const web = workload({ annotations: { 'nines.dev/needed': '2' }, pod: { topologySpreadConstraints: [spread('zone')] } });
  const figures = (topology: Topology) => judged([web, budget({ maxUnavailable: 1 })], topology).unavailability;
  const still = figures(zones([2, 2, 2]));
  const grown = figures(zones([100, 100, 100]));
  const { lower, upper } = figures(growing([2, 2, 2], 100, '10m'));
  expect(lower).toBeLessThanOrEqual(still.lower);
  expect(upper).toBeGreaterThanOrEqual(grown.upper);
});
