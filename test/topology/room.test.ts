import { clusterOf, TopologyError } from '../../src/cluster/cluster';
import type { Pool, Topology } from '../../src/cluster/topology';
import { topologyOf } from '../../src/cluster/topology-file';

const pool: Pool = { name: 'workers', count: 2, allocatable: { cpu: '2', memory: '4Gi', pods: 110 }, rate: 'never' };
const topology = (more: Partial<Pool>): Topology => ({
  kubernetes: '1.36',
  zones: [{ name: 'a', rate: 'never', pools: [{ ...pool, ...more }] }],
});
const cell = (more: Partial<Pool>) => clusterOf(topology(more)).cells[0];
const read = (value: unknown) => topologyOf([{ value, locate: () => ({}) } as never], 't.yaml').topology;

function refusal(more: Partial<Pool>): readonly [message: string, path: string] {
  try {
    clusterOf(topology(more));
  } catch (error) {
    if (error instanceof TopologyError) return [error.message, error.path.join('.')];
    throw error;
  }
  throw new Error('nothing was refused');
}

test('reserved room is taken from what a node offers', () => {
  const allocatable = { ...pool.allocatable, 'nvidia.com/gpu': '2', 'ephemeral-storage': '10Gi' };
  const reserved = { cpu: '300m', memory: '512Mi', pods: 8, 'nvidia.com/gpu': '1' };
  expect(cell({ allocatable, reserved })?.room).toEqual({
    cpu: 1700,
    memory: 3584 * 2 ** 20,
    pods: 102,
    'nvidia.com/gpu': 1,
    'ephemeral-storage': 10 * 2 ** 30,
  });
});

test('what is reserved has to be there', () => {
  expect(refusal({ reserved: { cpu: '2100m' } })).toEqual([
    "reserved cpu '2100m' exceeds allocatable; write at most the allocatable amount",
    'zones.0.pools.0.reserved.cpu',
  ]);
  expect(refusal({ reserved: { 'nvidia.com/gpu': '1' } })[1]).toBe('zones.0.pools.0.reserved.nvidia.com/gpu');
  expect(refusal({ reserved: { memory: 'much' } })).toEqual([
    "'much' is not a quantity; write 300m or 512Mi",
    'zones.0.pools.0.reserved.memory',
  ]);
});

test('a pool that grows has its most nodes after some time', () => {
  expect(cell({ autoscaling: { max: 5, start: '2m' } })).toMatchObject({ nodes: 2, growth: { nodes: 5, start: 120 } });
  expect(cell({})?.growth).toBeUndefined();
  expect(refusal({ autoscaling: { max: 1, start: '2m' } })).toEqual([
    'max, 1, must be greater than or equal to count, 2; raise max or lower count',
    'zones.0.pools.0.autoscaling.max',
  ]);
  expect(refusal({ autoscaling: { max: 200_000, start: '2m' } })[0]).toBe(
    '200000 nodes, at most 100000 are supported; write 100000 or fewer',
  );
  expect(refusal({ autoscaling: { max: 5, start: 'soon' } })).toEqual([
    "'soon' is not a duration; write 90s or 2m",
    'zones.0.pools.0.autoscaling.start',
  ]);
});

test('a topology file says both', () => {
  const more = { reserved: { cpu: '300m', memory: 536870912, pods: 8 }, autoscaling: { max: 5, start: '2m' } };
  const allocatable = { ...pool.allocatable, 'nvidia.com/gpu': 1 };
  expect(read(topology({ ...more, allocatable } as unknown as Partial<Pool>))).toMatchObject({
    zones: [{ pools: [{ ...more, allocatable }] }],
  });
});

test.each([
  [{ allocatable: { ...pool.allocatable, cpus: '2' } }, "zones[0].pools[0].allocatable.cpus: unknown field; write 'cpu'"],
  [{ reserved: { disk: '2' } }, 'zones[0].pools[0].reserved.disk: unknown field; remove it, or use cpu, memory or pods'],
  [{ reserved: { cpu: 'much' } }, "zones[0].pools[0].reserved.cpu: 'much' is not a quantity; write a quantity such as 300m"],
  [
    { autoscaling: { max: 5, start: 'soon' } },
    "zones[0].pools[0].autoscaling.start: 'soon' is not a duration; write a duration such as 90s or 2m",
  ],
])('a mistake in a topology file: %j', (more, message) => {
  expect(() => read(topology(more as unknown as Partial<Pool>))).toThrow(message);
});
