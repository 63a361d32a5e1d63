/*
 * One example of each row, worked out by hand from the settings: nothing of the implementation takes part in an expected figure.
 *
 * Three pods of `web`, one in each of three zones on a node of its own, behind a Service. A zone fails every 8766 h for 1 h, so 8766 / 8767 = 0.99989 times a year; a node
 * every 3130 h for 15 min, so 8766 / 3130.25 = 2.80042 times; a pod every 720 h for 90 s, so 8766 / 720.025 = 12.17458 times.
 */
import type { Risk, Topology } from '../../../src/availability';
import { spread, workload, zones } from '../manifests';
import { downtimesOf } from './systems';

const topology: Topology = {
  ...zones([1, 1, 1]),
  pods: { crash: { mtbf: '720h', mttr: '90s', source: 'test' } },
  region: { rate: { mtbf: '87659h', mttr: '1h', source: 'test' } },
  plannedWork: { drainsPerYear: 12, away: '5m', source: 'test' },
  releases: { perYear: 100, failing: '5%', notice: '20m', recover: '40m', source: 'test' },
  outside: [{ name: 'the registrar', kind: 'other', availability: '99.99%', source: 'test' }],
};

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
};

interface Given {
  readonly kind?: string;
  readonly annotations?: Record<string, string>;
  readonly container?: object;
  readonly spec?: Record<string, unknown>;
}

function web({
  kind = 'Deployment',
  annotations = {},
  container = { readinessProbe: { tcpSocket: { port: 80 } } },
  spec = {},
}: Given = {}): unknown[] {
  const keys = kind === 'Deployment' ? { matchLabelKeys: ['pod-template-hash'] } : {};
  const pod = {
    topologySpreadConstraints: [spread('zone', keys)],
    containers: [{ name: 'main', image: 'registry.example/main:9.1.0', ports: [{ containerPort: 80 }], ...container }],
  };
  return [workload({ kind, annotations, pod, spec }), service];
}

function alb(type: string): unknown {
  const annotations = {
    'alb.ingress.kubernetes.io/target-type': type,
    'alb.ingress.kubernetes.io/healthcheck-interval-seconds': '5',
    'alb.ingress.kubernetes.io/unhealthy-threshold-count': '2',
    'alb.ingress.kubernetes.io/healthcheck-timeout-seconds': '2',
  };
  const backend = { service: { name: 'web', port: { number: 80 } } };
  const spec = { ingressClassName: 'alb', rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'public', namespace: 'shop', annotations }, spec };
}

const elasticsearch = {
  'nines.dev/needed': 'majority',
  'nines.dev/elasticsearch.roles': 'master, data',
  'nines.dev/elasticsearch.index-replicas': '1',
};

/** Minutes a year of a row; the whole table where there is no such row. */
function minutes(id: string, manifests: readonly unknown[] = web(), on: Topology = topology): number {
  const risks = downtimesOf(manifests, on).get('web')?.risks ?? [];
  const found = risks.find((it: Risk) => it.id === id);
  if (!found) throw new Error(`no row ${id}; there are ${risks.map((it) => it.id).join(', ')}`);
  return found.minutes.value;
}

test.each<[string, number, () => number]>([
  // 3 pods x 2.80042 x 1/3 of the requests x (50 + 1) s = 142.82 s.
  ['node-failover', 2.38035, () => minutes('node-failover')],
  // 3 zones x 0.99989 x 1/3 x (50 + 1) s = 50.994 s.
  ['zone-failover', 0.849903, () => minutes('zone-failover')],
  // 3 pods x 12.17458 x 1/3 x (1 + 1) s = 24.349 s.
  ['container-crash', 0.405819, () => minutes('container-crash')],
  // 3 pods x 2.80042 x 1/3 x (5 x 2 + 2) s = 33.605 s.
  ['node-failover behind an ALB that checks pods', 0.560083, () => minutes('node-failover', [...web(), alb('ip')])],
  // 3 nodes x 2.80042 x 1/3 x (5 x 2 + 2) s = 33.605 s, besides the Service's 142.82 s.
  ['entry-health-check of nodes', 0.560083, () => minutes('entry-health-check', [...web(), alb('instance')])],
  // 12 drains x 3 pods x 1/3 x (2 - 0) s = 24 s.
  ['drain', 0.4, () => minutes('drain')],
  // 100 releases x 3 pods x 1/3 x (2 - 0) s = 200 s.
  ['rollout', 3.33333, () => minutes('rollout')],
  // Once in ten years for an hour: 0.1 x 3600 s = 360 s.
  ['region-rate', 6, () => minutes('region-rate')],
  // 0.01% of 525 960 minutes.
  ['outside', 52.596, () => minutes('other')],
  // Three of three pods are lost; which zones, nodes and pods are, is what docs/availability.md works out: p = 1.94e-4 + 3.47e-5 = 2.29e-4, p^3 = 1.2e-11.
  ['capacity of one of three', 525_960 * 2.28633e-4 ** 3, () => minutes('capacity')],
  // Two of three pods: 3 p^2 (1 - p) + p^3 = 1.568e-7.
  [
    'capacity of two of three',
    525_960 * (3 * 2.28633e-4 ** 2 * (1 - 2.28633e-4) + 2.28633e-4 ** 3),
    () => minutes('capacity', web({ kind: 'StatefulSet', annotations: { 'nines.dev/needed': '2' } })),
  ],
  // 12 drains x 3 pods x 2 others x (1.14064e-4 + 7.98658e-5 + 3.47210e-5 = 2.28633e-4) x 300 s = 4.93847 s.
  ['planned-work', 0.082308, () => minutes('planned-work', web({ kind: 'StatefulSet', annotations: { 'nines.dev/needed': '2' } }))],
  // 204.6 s, which is 0.2 x (2^10 - 1), and 6 x 120 s are the retries: 924.6 s, but the node is back after 900 s, and the endpoint goes after 51 s.
  // 8.40125 node losses x 1/3 x 1/100 x (900 - 51) s = 23.776 s.
  ['black-holed-connections', 0.396259, () => minutes('black-holed-connections')],
])('%s', (_, expected, row) => {
  expect(Math.abs(row() / expected - 1)).toBeLessThan(1e-4);
});

describe('Elasticsearch', () => {
  const manifests = web({ kind: 'StatefulSet', annotations: elasticsearch });
  // 10 % of requests write, and wait for 2 of 3 nodes; the rest search, and ask one of three: 0.1 x 2/3 + 0.9 x 1/3 = 0.366667.
  const share = 0.366667;

  test('fault-detection: two of three nodes and zones, 3 x (1 + 10) s of checks, 0.9 s until other primaries serve', () => {
    // People wait for 10 of the 33.9 s. A third of the requests is sent to the lost node itself, for 51 s, and counts as node-failover.
    // (2 x 2.80042 + 2 x 0.99989) x 0.366667 x 2/3 x 23.9 s = 44.404 s.
    expect(minutes('fault-detection', manifests)).toBeCloseTo(((2 * 2.80042 + 2 * 0.99989) * share * (2 / 3) * 23.9) / 60, 3);
  });

  test('election: the master’s node and zone, 33 s until the others know, 30 s of a publication and 33 s of checks', () => {
    // 33 + 30 + 33 + 0.9 - 10 = 86.9 s, in the first 51 of which two thirds of the requests come to other nodes: 34 + 35.9 = 69.9 s.
    // All writes wait: 0.1 + 0.9 x 1/3 = 0.4. (2.80042 + 0.99989) x 0.4 x 69.9 s = 106.257 s.
    expect(minutes('election', manifests)).toBeCloseTo(((2.80042 + 0.99989) * 0.4 * 69.9) / 60, 3);
  });

  test('mastership: crashes and drains of the master, 2 s for the requests that write, where nobody waits', () => {
    // (12.17458 + 12 x (1 + 1/2 + 1/3)) x 0.1 x 2 s = 6.8349 s.
    const impatient = { ...topology, patience: '0s' };
    expect(minutes('mastership', manifests, impatient)).toBeCloseTo(((12.17458 + 12 * (1 + 1 / 2 + 1 / 3)) * 0.1 * 2) / 60, 5);
    expect(minutes('mastership', manifests)).toBe(0);
  });
});

test('node-interruption: a node reboots once in a hundred days, for two minutes, of which requests fail until the endpoint is gone', () => {
  const nodes = { interruption: { mtbf: '2400h', mttr: '2m', source: 'test' } };
  // 3 pods x 8766 / 2400.0333 x 1/3 x 51 s = 186.27 s.
  expect(minutes('node-interruption', web(), { ...topology, nodes })).toBeCloseTo(((8766 / 2400.0333) * 51) / 60, 4);
  // Where no pod can be spared everybody waits for the node: 3 x 3.65245 x 120 s = 1314.88 s.
  const needed = web({ kind: 'StatefulSet', annotations: { 'nines.dev/needed': '3' } });
  expect(minutes('node-interruption', needed, { ...topology, nodes })).toBeCloseTo((3 * (8766 / 2400.0333) * 120) / 60, 4);
});

describe('nodes that hold more pods than can be spared', () => {
  const nodes = { interruption: { mtbf: '2400h', mttr: '2m', source: 'test' } };
  const [zone] = topology.zones;
  const spread = (needed: string) => {
    const [pods, ...others] = structuredClone(web({ annotations: { 'nines.dev/needed': needed } })) as [Spread, unknown];
    pods.spec.template.spec.topologySpreadConstraints = [];
    return [pods, ...others];
  };

  test('the only node takes all three pods along', () => {
    const alone = { ...topology, nodes, zones: zone ? [zone] : [] };
    // 8766 / 2400.0333 x 120 s = 438.3 s, and 12 drains x 5 min: no other node takes the pods.
    expect(minutes('node-interruption', spread('1'), alone)).toBeCloseTo((8766 / 2400.0333) * 2, 4);
    expect(minutes('planned-work', spread('1'), alone)).toBeCloseTo(60, 9);
  });

  test('of three pods two may share a node where two are needed, and are evicted at once', () => {
    // At most 3 / 2 nodes hold two: 1.5 x 3.65245 x 120 s = 657.44 s, and 12 drains x 1.5 x 30 s = 540 s.
    expect(minutes('node-interruption', spread('2'), { ...topology, nodes })).toBeCloseTo((1.5 * (8766 / 2400.0333) * 120) / 60, 4);
    expect(minutes('planned-work', spread('2'))).toBeCloseTo(9, 9);
  });
});

interface Spread {
  readonly spec: { readonly template: { readonly spec: { topologySpreadConstraints: unknown[] } } };
}

test('entry-address: a lost zone stays in DNS for a minute, and in its answers for another, for half of the clients', () => {
  // 3 zones x 0.99989 x 1/3 x 1/2 x (60 + 60) s = 59.993 s.
  expect(minutes('entry-address', [...web(), alb('ip')])).toBeCloseTo((0.99989 * 0.5 * 120) / 60, 4);
});

test('no-readiness-probe: each pod of each release, drain and crash, until it has started', () => {
  // (112 x 3 + 36.52374) x 1/3 x 30 s = 3725.2 s.
  expect(minutes('no-readiness-probe', web({ container: {} }))).toBeCloseTo(((112 * 3 + 36.52374) * 10) / 60, 3);
});

test('rollout of a Deployment that stops all before it starts any: nobody is served for the start of a pod', () => {
  // 100 releases x 30 s.
  expect(minutes('rollout', web({ spec: { strategy: { type: 'Recreate' } } }))).toBeCloseTo(50, 9);
});

test('rollout-capacity: a StatefulSet replaces one pod after the other, of which every one is needed', () => {
  // 100 releases x 3 rounds x 30 s.
  const manifests = web({ kind: 'StatefulSet', annotations: { 'nines.dev/needed': '3' } });
  expect(minutes('rollout-capacity', manifests)).toBeCloseTo(150, 9);
});
