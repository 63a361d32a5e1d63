import { judge } from '../judged';
import { spread, workload, zones } from '../manifests';

const times = { nodeReplacement: '10m' };

/** The fewest ready pods of all placements after failures, when a node or a zone is lost. */
function worst(event: string, nodes: readonly number[], web: unknown, more: Parameters<typeof zones>[1] = {}): number | undefined {
  const [service] = judge([web], zones(nodes, more), { withoutAdvice: true }).services;
  return service?.events.find((it) => it.event === event)?.worstReady;
}

describe('while Node objects of a lost zone are deleted', () => {
  test('a bound counts no more domains than are left', () => {
    const web = workload({ replicas: 60, pod: { topologySpreadConstraints: [spread('zone')] } });
    expect(worst('lose one zone', [2, 2, 2], web)).toBe(35);
    expect(worst('lose one zone', [2, 2, 2], web, { times })).toBe(22);
  });

  test('a host that the others leave takes a second pod', () => {
    const web = workload({ replicas: 9, pod: { topologySpreadConstraints: [spread('host')] } });
    expect(worst('lose one node', [4, 4, 4], web)).toBe(8);
    expect(worst('lose one node', [4, 4, 4], web, { times })).toBe(7);
  });
});

test('all racks of a lost zone go at once where taints are honoured', () => {
  const racks = zones([3, 3, 3]);
  const topology = {
    ...racks,
    zones: racks.zones.map((zone, z) => ({
      ...zone,
      pools: zone.pools.flatMap((pool) =>
        [0, 1, 2].map((rack) => ({ ...pool, name: `r${rack}`, count: 1, labels: { rack: `${z}${rack}` } })),
      ),
    })),
  };
  const web = workload({
    replicas: 90,
    pod: { topologySpreadConstraints: [spread('zone', { topologyKey: 'rack', nodeTaintsPolicy: 'Honor' })] },
  });
  const [service] = judge([web], topology, { withoutAdvice: true }).services;
  // Six racks are left for 90 pods, so that one of them has 15, and later 16 while a rollout adds pods.
  expect(service?.events.find((it) => it.event === 'lose one node')?.worstReady).toBeLessThanOrEqual(90 - 15);
});
