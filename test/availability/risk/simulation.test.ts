import type { Range, Topology } from '../../../src/availability';
import { spread, workload, zones } from '../manifests';
import { type Detection, earliest, endpoints, type HealthChecks, healthChecks, KUBERNETES } from './simulation/detection';
import { DEFAULT_CHECKS, type Elasticsearch, failedInElasticsearch } from './simulation/elasticsearch';
import { failedMinutes, generator, type Mean } from './simulation/interval';
import type { Hop, System } from './simulation/system';
import { downtimesOf } from './systems';

const HOUR = 3600;
const NODE = { up: 3130 * HOUR, down: 900 };
const ZONE = { up: 8766 * HOUR, down: HOUR };
const CRASH = { up: 720 * HOUR, down: 90 };

/** The minutes of these rows together, of the service and its dependencies. */
function minutes(ids: readonly string[], manifests: readonly unknown[], topology: Topology): Range {
  const risks = (downtimesOf(manifests, topology).get('web')?.risks ?? []).filter(({ id }) => ids.includes(id));
  const sum = (end: keyof Range) => risks.reduce((total, it) => total + it.minutes[end], 0);
  return { value: sum('value'), low: sum('low'), high: sum('high') };
}

/** What requests come to lies in the range, as far as the runs tell, and the value is not a tenth less than that. */
function expectWithin({ value, low, high }: Range, { mean, error }: Mean): void {
  expect(error).toBeLessThan(0.05 * mean);
  expect(mean + 4 * error).toBeGreaterThanOrEqual(low);
  expect(mean - 4 * error).toBeLessThanOrEqual(high);
  expect(value).toBeGreaterThan(0.9 * mean);
}

/** The same with these rates only, in words. */
function failing(
  { node, zone, crash, ...more }: { node?: boolean; zone?: boolean; crash?: boolean } & Partial<Topology>,
  nodes = [1, 1, 1],
): Topology {
  const topology = zones(nodes, { plannedWork: { drainsPerYear: 0, away: '5m', source: 'test' }, ...more });
  const rate = (isOn: boolean | undefined, mtbf: string, mttr: string) => (isOn ? ({ mtbf, mttr, source: 'test' } as const) : 'never');
  return {
    ...topology,
    pods: { crash: rate(crash, '720h', '90s') },
    zones: topology.zones.map((it) => ({
      ...it,
      rate: rate(zone, '8766h', '1h'),
      pools: it.pools.map((pool) => ({ ...pool, rate: rate(node, '3130h', '15m') })),
    })),
  };
}

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
};
const container = {
  name: 'main',
  image: 'registry.example/main:1',
  ports: [{ containerPort: 80 }],
  readinessProbe: { tcpSocket: { port: 80 } },
};

function web(replicas = 3, more: { container?: object; kind?: string; annotations?: Record<string, string> } = {}): unknown[] {
  const { kind = 'Deployment', annotations = {} } = more;
  const keys = kind === 'Deployment' ? { matchLabelKeys: ['pod-template-hash'] } : {};
  const pod = { topologySpreadConstraints: [spread('zone', keys)], containers: [{ ...container, ...more.container }] };
  return [workload({ kind, replicas, annotations, pod }), service];
}

function ingress(ingressClassName: string, annotations: Record<string, string> = {}): unknown {
  const backend = { service: { name: 'web', port: { number: 80 } } };
  const spec = { ingressClassName, rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'public', namespace: 'shop', annotations }, spec };
}

const alb = (type: string, interval: number, threshold: number, timeout: number): unknown =>
  ingress('alb', {
    'alb.ingress.kubernetes.io/target-type': type,
    'alb.ingress.kubernetes.io/healthcheck-interval-seconds': String(interval),
    'alb.ingress.kubernetes.io/unhealthy-threshold-count': String(threshold),
    'alb.ingress.kubernetes.io/healthcheck-timeout-seconds': String(timeout),
  });
const checks: HealthChecks = { interval: 5, timeout: 2, unhealthy: 2, healthy: 5, deregistration: 20 };

const system = (hop: Partial<Hop>, more: Partial<System>): System => ({
  nodes: [0, 1, 2],
  hops: [{ pods: [0, 1, 2], needed: 1, detection: endpoints(KUBERNETES), ...hop }],
  ...more,
});
/** What takes pods out of a load balancer that does not check them: their endpoints, and the API of its provider. */
const controller: Detection = endpoints({ ...KUBERNETES, sync: 20 });

describe('through a Service', () => {
  test('node-failover of three pods on three nodes', () => {
    const seen = failedMinutes(system({}, { node: NODE }));
    expectWithin(minutes(['node-failover'], web(), failing({ node: true })), seen.node);
  });

  test('node-failover where nodes are noticed sooner', () => {
    const seen = failedMinutes(system({ detection: endpoints({ ...KUBERNETES, grace: 16 }) }, { node: NODE }));
    expectWithin(minutes(['node-failover'], web(), failing({ node: true, times: { nodeMonitorGrace: '16s' } })), seen.node);
  });

  test('node-failover of pods that share nodes', () => {
    const seen = failedMinutes(system({ pods: [0, 0, 1, 1, 2, 2] }, { node: NODE }));
    expectWithin(minutes(['node-failover'], web(6), failing({ node: true })), seen.node);
  });

  test('node-failover of nodes that are back before they are missed', () => {
    const seen = failedMinutes(system({}, { node: { up: 100 * HOUR, down: 20 } }), { years: 30 });
    const { zones: given, ...rest } = failing({ node: true });
    const quick = given.map((it) => ({
      ...it,
      pools: it.pools.map((pool) => ({ ...pool, rate: { mtbf: '100h', mttr: '20s', source: 'test' } })),
    }));
    expectWithin(minutes(['node-failover'], web(), { ...rest, zones: quick }), seen.node);
    // The same losses as interruptions of nodes that are never lost for longer.
    const nodes = { interruption: { mtbf: '100h', mttr: '20s', source: 'test' } };
    expectWithin(minutes(['node-interruption'], web(), failing({ nodes })), seen.node);
  });

  test('zone-failover of six pods on six nodes', () => {
    const seen = failedMinutes(system({ pods: [0, 1, 2, 3, 4, 5] }, { nodes: [0, 0, 1, 1, 2, 2], zone: ZONE }), { years: 600 });
    expectWithin(minutes(['zone-failover'], web(6), failing({ zone: true }, [2, 2, 2])), seen.zone);
  });

  test('node-failover where the Service publishes addresses that are not ready: until the node is back', () => {
    const detection: Detection = { ...endpoints(KUBERNETES), lost: () => Number.POSITIVE_INFINITY };
    const [pods] = web() as [object];
    const publishing = { ...service, spec: { ...service.spec, publishNotReadyAddresses: true } };
    const seen = failedMinutes(system({ detection }, { node: NODE }), { years: 100, rate: 0.1 });
    expectWithin(minutes(['node-failover'], [pods, publishing], failing({ node: true })), seen.node);
  });

  test('container-crash', () => {
    const seen = failedMinutes(system({ container: CRASH }, {}), { years: 60, rate: 10 });
    expectWithin(minutes(['container-crash'], web(), failing({ crash: true })), seen.container);
  });

  test('drain of pods that stop at once', () => {
    const upgrades = { every: (8766 * HOUR) / 12 + 0.03, each: 600.07 };
    const seen = failedMinutes(system({ stop: { answers: 0, replaced: 30 } }, { upgrades }), { years: 100, rate: 10 });
    const plannedWork = { drainsPerYear: 12, away: '5m', source: 'test' };
    expectWithin(minutes(['drain'], web(), failing({ plannedWork })), seen.drain);
  });

  test('drain of pods that answer until nobody asks', () => {
    const lifecycle = { preStop: { sleep: { seconds: 10 } } };
    expect(minutes(['drain', 'rollout'], web(3, { container: { lifecycle } }), failing({}))).toEqual({ value: 0, low: 0, high: 0 });
  });
});

describe('through a load balancer', () => {
  test('node-failover behind an ALB that checks pods', () => {
    const seen = failedMinutes(system({ detection: earliest(healthChecks(checks), controller) }, { node: NODE }), { rate: 4 });
    expectWithin(minutes(['node-failover', 'entry-health-check'], [...web(), alb('ip', 5, 2, 2)], failing({ node: true })), seen.node);
  });

  test('node-failover behind an ALB whose checks are slower than the control plane', () => {
    const slow = { ...checks, interval: 60, unhealthy: 5, timeout: 10 };
    const seen = failedMinutes(system({ detection: earliest(healthChecks(slow), controller) }, { node: NODE }));
    expectWithin(minutes(['node-failover', 'entry-health-check'], [...web(), alb('ip', 60, 5, 10)], failing({ node: true })), seen.node);
  });

  test('node-failover behind an ALB that sends requests to nodes', () => {
    // Each request meets a node first, and then any of the pods.
    const nodes: Hop = { pods: [0, 1, 2], needed: 1, detection: healthChecks(checks) };
    const seen = failedMinutes({ ...system({}, { node: NODE }), hops: [nodes, ...system({}, {}).hops] });
    expectWithin(
      minutes(['node-failover', 'entry-health-check'], [...web(), alb('instance', 5, 2, 2)], failing({ node: true })),
      seen.node,
    );
  });

  test('zone-failover behind an ALB that sends requests to nodes', () => {
    const nodes: Hop = { pods: [0, 1, 2], needed: 1, detection: healthChecks(checks) };
    const seen = failedMinutes({ ...system({}, { zone: ZONE }), hops: [nodes, ...system({}, {}).hops] }, { years: 600 });
    expectWithin(
      minutes(['zone-failover', 'entry-health-check'], [...web(), alb('instance', 5, 2, 2)], failing({ zone: true })),
      seen.zone,
    );
  });

  test('container-crash behind an ALB that checks pods', () => {
    const seen = failedMinutes(system({ container: CRASH, detection: earliest(healthChecks(checks), controller) }, {}), {
      years: 60,
      rate: 2,
    });
    expectWithin(minutes(['container-crash'], [...web(), alb('ip', 5, 2, 2)], failing({ crash: true })), seen.container);
  });

  test('container-crash behind a proxy that tries another pod: it is told at once, however long it waits for silent ones', () => {
    const seen = failedMinutes(system({ container: CRASH, attempts: 3 }, {}), { years: 10 });
    expect(seen.container.mean).toBe(0);
    const row = (manifests: readonly unknown[]) => minutes(['container-crash'], [...web(), ...manifests], failing({ crash: true }));
    expect(row(traefik(3)).value).toBeLessThan(0.6 * row(traefik(1)).value);
  });
});

function traefik(attempts: number): unknown[] {
  const middlewares = { 'traefik.ingress.kubernetes.io/router.middlewares': 'shop-retry@kubernetescrd' };
  const retry = {
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'Middleware',
    metadata: { name: 'retry', namespace: 'shop' },
    spec: { retry: { attempts } },
  };
  return [ingress('traefik', middlewares), retry];
}

describe('more than one cause', () => {
  test('capacity and planned work of pods that wait for their nodes', () => {
    const node = { up: 300 * HOUR, down: 900 };
    const upgrades = { every: (8766 * HOUR) / 24, each: 900 };
    // Each drain takes a pod away for five minutes, and two of three are needed.
    const stop = { answers: 1, replaced: 300 };
    const hop = { needed: 2, stop, pods: [0, 1, 2] };
    const seen = failedMinutes(system(hop, { node, upgrades }), { rate: 0.1, years: 150 });
    const rare = failing({ node: true, plannedWork: { drainsPerYear: 24, away: '5m', source: 'test' } });
    const given = rare.zones.map((it) => ({
      ...it,
      pools: it.pools.map((pool) => ({ ...pool, rate: { mtbf: '300h', mttr: '15m', source: 'test' } })),
    }));
    const manifests = web(3, { kind: 'StatefulSet', annotations: { 'nines.dev/needed': '2' } });
    expectWithin(minutes(['capacity', 'planned-work'], manifests, { ...rare, zones: given }), seen.capacity);
  });

  test('two services, one after the other, on nodes of zones that fail, with containers that crash', () => {
    const hop: Hop = { pods: [0, 1, 2], needed: 1, container: CRASH, detection: endpoints(KUBERNETES) };
    const seen = failedMinutes({ nodes: [0, 1, 2], node: NODE, zone: ZONE, hops: [hop, hop] }, { years: 200, rate: 2 });
    const together = [seen.node, seen.zone, seen.container];
    const total = { mean: together.reduce((sum, it) => sum + it.mean, 0), error: Math.hypot(...together.map(({ error }) => error)) };
    const api = web().map((object) => JSON.parse(JSON.stringify(object).replaceAll('web', 'api')));
    const manifests = [...web(3, { annotations: { 'nines.dev/depends-on': 'Deployment/api' } }), ...api];
    const ids = ['node-failover', 'zone-failover', 'container-crash'];
    expectWithin(minutes(ids, manifests, failing({ node: true, zone: true, crash: true })), total);
  });
});

describe('Elasticsearch', () => {
  const annotations = {
    'nines.dev/needed': 'majority',
    'nines.dev/elasticsearch.roles': 'master, data',
    'nines.dev/elasticsearch.index-replicas': '1',
    'nines.dev/elasticsearch.awareness': 'zone',
  };
  const given = {
    nodes: 3,
    copies: 2,
    node: NODE,
    leader: DEFAULT_CHECKS,
    follower: DEFAULT_CHECKS,
    election: 1,
    publication: 30,
    writes: 0.1,
  };
  const seen = (system: Elasticsearch, years: number): Mean => {
    const random = generator(3);
    const runs = Array.from({ length: 10 }, () => failedInElasticsearch(system, { seconds: years * 8766 * HOUR, rate: 0.5 }, random));
    const each = runs.map(({ failed, requests }) => (failed / requests) * 525_960);
    const mean = each.reduce((sum, it) => sum + it, 0) / each.length;
    return { mean, error: Math.sqrt(each.reduce((sum, it) => sum + (it - mean) ** 2, 0) / 9 / 10) };
  };

  const rows = ['node-failover', 'zone-failover', 'fault-detection', 'election'];
  const inside = { topology: { services: [{ kind: 'StatefulSet', namespace: 'shop', name: 'web', writes: '10%' }] }, endpoint: 51 };

  test.each([0, 10])('fault-detection and election on the nodes that are left, where people wait for %i s', (patience) => {
    const [pods] = web(3, { kind: 'StatefulSet', annotations });
    const row = minutes(['fault-detection', 'election'], [pods], failing({ node: true, patience: `${patience}s` }));
    expectWithin(row, seen({ ...given, patience }, 200));
  });

  test.each([0, 10])('with node-failover of its Service no request is counted twice, where people wait for %i s', (patience) => {
    const manifests = web(3, { kind: 'StatefulSet', annotations });
    const row = minutes(rows, manifests, failing({ ...inside.topology, node: true, patience: `${patience}s` }));
    const requests = seen({ ...given, patience, endpoint: inside.endpoint }, 200);
    expectWithin(row, requests);
    // Writes that wait for both copies and searches that ask one are the same requests in the model and here.
    expect(row.value).toBeLessThan(1.1 * requests.mean);
  });

  test.each([undefined, 51])('a zone of two nodes is lost, with a Service that gives it up after %s s', (endpoint) => {
    // The copies of a shard are in different zones, and so a zone is to a shard what a node was.
    const manifests = web(6, { kind: 'StatefulSet', annotations: { ...annotations, 'nines.dev/needed': '4' } });
    const topology = failing({ ...inside.topology, zone: true, patience: '0s' }, [2, 2, 2]);
    const row = minutes(rows, endpoint === undefined ? manifests.slice(0, 1) : manifests, topology);
    expectWithin(row, seen({ ...given, node: ZONE, patience: 0, endpoint }, 600));
  });
});
