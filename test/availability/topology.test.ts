import { TopologyError } from '../../src/availability';
import { clusterOf } from '../../src/cluster/cluster';
import { topologies } from '../../src/platform/topologies';
import { judge } from './judged';
import { workload, zones } from './manifests';

function refusal(run: () => unknown): readonly [message: string, path: string] {
  try {
    run();
  } catch (error) {
    if (error instanceof TopologyError) return [error.message, error.path.join('.')];
    throw error;
  }
  throw new Error('nothing was refused');
}

const aws = topologies.get('aws-3x2') ?? zones([2, 2, 2]);
const counted = (count: number) => ({
  ...aws,
  zones: aws.zones.map((zone) => ({ ...zone, pools: zone.pools.map((pool) => ({ ...pool, count })) })),
});

test.each([
  ['v1.36.3', '1.36'],
  ['1.36.3', '1.36'],
  ['36', '1.36'],
  ['v1.35', '1.35'],
  ['latest', '1.36'],
  ['2.0', '1.36'],
])('Kubernetes %s is not a minor version', (kubernetes, meant) => {
  expect(refusal(() => clusterOf({ ...aws, kubernetes }))).toEqual([
    `'${kubernetes}' is not a minor version of Kubernetes; write '${meant}'`,
    'kubernetes',
  ]);
});

test('a version that is not released yet is read', () => {
  expect(clusterOf({ ...aws, kubernetes: '1.99' }).cells).toHaveLength(3);
});

test('no cluster has more than 100,000 nodes', () => {
  expect(refusal(() => clusterOf(counted(1e9)))).toEqual([
    '1000000000 nodes in total, at most 100000 are supported; write 100000 or fewer',
    'zones.0.pools.0.count',
  ]);
  expect(refusal(() => clusterOf(counted(40_000)))[1]).toBe('zones.2.pools.0.count');
  expect(judge([workload()], counted(33_333)).services).toHaveLength(1);
});

test('a service that no workload is was misspelt', () => {
  const service = { kind: 'Deployment', namespace: 'shop', name: 'wep', needed: 3 };
  const judged = (given: typeof service) => () => judge([workload()], { ...aws, services: [given] });
  expect(refusal(judged(service))).toEqual([
    "services.0: no workload 'Deployment/shop/wep' in the manifests; did you mean 'Deployment/shop/web'?",
    'services.0.name',
  ]);
  expect(refusal(judged({ ...service, namespace: 'monitoring', name: 'prometheus' }))[0]).toBe(
    "services.0: no workload 'Deployment/monitoring/prometheus' in the manifests; remove the entry, or check its manifests too",
  );
  expect(judged({ ...service, name: 'web' })).not.toThrow();
});

test('a service that needs something outside was misspelt', () => {
  const region = { name: 'region', kind: 'region', availability: '99.99%', source: 'its agreement' } as const;
  const judged = (name: string) => () =>
    judge([workload()], { ...aws, outside: [region, { ...region, name: 'payments', services: ['Deployment/shop/web', name] }] });
  expect(refusal(judged('Deployment/shop/wep'))).toEqual([
    "outside.1.services.1: no workload 'Deployment/shop/wep' in the manifests; did you mean 'Deployment/shop/web'?",
    'outside.1.services.1',
  ]);
  expect(refusal(judged('Deployment/monitoring/prometheus'))[0]).toBe(
    "outside.1.services.1: no workload 'Deployment/monitoring/prometheus' in the manifests; remove the entry, or check its manifests too",
  );
  expect(judged('Deployment/shop/web')).not.toThrow();
});

test('a pool has no label that differs on each node', () => {
  const [zone] = aws.zones as [(typeof aws.zones)[number]];
  const pools = zone.pools.map((pool) => ({ ...pool, labels: { 'kubernetes.io/hostname': 'node-1' } }));
  expect(refusal(() => clusterOf({ ...aws, zones: [{ ...zone, pools }] }))).toEqual([
    `pool '${zone.pools[0]?.name}' sets the label kubernetes.io/hostname, which differs on each node; remove it`,
    'zones.0.pools.0.labels.kubernetes.io/hostname',
  ]);
});
