import type { Downtime, Rate, Topology } from '../../../src/availability';
import { fc } from '../../random';
import { judge } from '../judged';
import { spread, workload } from '../manifests';

/** A system as a property test draws it: numbers that say everything, so that a law can change one of them. */
export interface Drawn {
  /** Nodes in each zone. */
  readonly nodes: readonly number[];
  readonly zone: Seconds | undefined;
  readonly node: Seconds | undefined;
  readonly crash: Seconds | undefined;
  readonly region: Seconds | undefined;
  /** Whether the rates are assumed, and so have a range. */
  readonly assumed: boolean;
  readonly grace: number;
  readonly toleration: number;
  readonly podStart: number;
  readonly services: readonly Service[];
  /** How clients reach the first service. */
  readonly entry: 'none' | 'alb' | 'traefik' | 'nlb';
  readonly check: { readonly interval: number; readonly threshold: number; readonly timeout: number };
  readonly preStop: number;
  /** Whether the second service is Elasticsearch, and its fault detection in seconds. */
  readonly search: { readonly timeout: number; readonly retries: number } | undefined;
  readonly tcpRetries2: number;
  readonly patience: number;
  readonly drains: number;
  /** Percent of the time in which the region is there; undefined where nobody says. */
  readonly outside: number | undefined;
  readonly retry: { readonly attempts: number; readonly dial: number };
}

/** Mean time between failures and to repair, in seconds. */
interface Seconds {
  readonly mtbf: number;
  readonly mttr: number;
}

interface Service {
  readonly kind: 'Deployment' | 'StatefulSet';
  readonly replicas: number;
  readonly needed: number;
}

const pace = (least: number, most: number): fc.Arbitrary<Seconds> =>
  fc.record({ mtbf: fc.integer({ min: least, max: most }), mttr: fc.integer({ min: 5, max: 7200 }) });
const maybe = (rate: fc.Arbitrary<Seconds>) => fc.option(rate, { nil: undefined, freq: 4 });
const service: fc.Arbitrary<Service> = fc
  .record({ kind: fc.constantFrom('Deployment' as const, 'StatefulSet' as const), replicas: fc.integer({ min: 1, max: 4 }) })
  .chain(({ kind, replicas }) =>
    fc.record({ kind: fc.constant(kind), replicas: fc.constant(replicas), needed: fc.integer({ min: 1, max: replicas }) }),
  );

export const systems: fc.Arbitrary<Drawn> = fc.record({
  nodes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
  zone: maybe(pace(1_000_000, 100_000_000)),
  node: maybe(pace(100_000, 30_000_000)),
  crash: maybe(pace(100_000, 10_000_000)),
  region: maybe(pace(10_000_000, 1_000_000_000)),
  assumed: fc.boolean(),
  grace: fc.integer({ min: 5, max: 120 }),
  toleration: fc.integer({ min: 0, max: 600 }),
  podStart: fc.integer({ min: 1, max: 120 }),
  services: fc.array(service, { minLength: 1, maxLength: 3 }),
  entry: fc.constantFrom('none' as const, 'alb' as const, 'traefik' as const, 'nlb' as const),
  check: fc.record({
    interval: fc.integer({ min: 6, max: 30 }),
    threshold: fc.integer({ min: 2, max: 5 }),
    timeout: fc.integer({ min: 2, max: 5 }),
  }),
  preStop: fc.integer({ min: 0, max: 60 }),
  search: fc.option(fc.record({ timeout: fc.integer({ min: 1, max: 30 }), retries: fc.integer({ min: 1, max: 5 }) }), { nil: undefined }),
  tcpRetries2: fc.integer({ min: 3, max: 15 }),
  patience: fc.integer({ min: 1, max: 60 }),
  drains: fc.integer({ min: 0, max: 50 }),
  outside: fc.option(fc.constantFrom(20, 99, 99.9, 99.99), { nil: undefined }),
  retry: fc.record({ attempts: fc.integer({ min: 1, max: 4 }), dial: fc.integer({ min: 1, max: 40 }) }),
});

/** Each service depends on the next, and clients reach the first. */
export function manifestsOf({ services, entry, check, preStop, search, retry }: Drawn): unknown[] {
  const workloads = services.map(({ kind, replicas, needed }, index) => {
    const name = `s${index}`;
    const dependsOn: Record<string, string> =
      index + 1 < services.length ? { 'nines.dev/depends-on': `${services[index + 1]?.kind}/s${index + 1}` } : {};
    const lifecycle = preStop > 0 ? { lifecycle: { preStop: { sleep: { seconds: preStop } } } } : {};
    const elasticsearch = search && index === 1 ? elasticsearchOf(search) : undefined;
    const pod = {
      terminationGracePeriodSeconds: preStop + 30,
      containers: [
        {
          name: 'main',
          image: 'registry.example/main:1',
          ports: [{ name: 'http', containerPort: 8080 }],
          ...elasticsearch?.container,
          ...lifecycle,
        },
      ],
      topologySpreadConstraints: [spread('zone', { labelSelector: { matchLabels: { app: name } }, whenUnsatisfiable: 'ScheduleAnyway' })],
    };
    const strategy = kind === 'Deployment' ? { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } } : { serviceName: name };
    return workload({
      name,
      kind,
      replicas,
      annotations: { 'nines.dev/needed': String(needed), ...elasticsearch?.annotations, ...dependsOn },
      pod,
      spec: strategy,
    });
  });
  return [
    ...workloads,
    ...services.map((_, index) => serviceOf(`s${index}`, index === 0 && entry === 'nlb', check)),
    ...ingressOf(entry, check, retry),
  ];
}

/** Settings as the official image reads them from the environment. */
function elasticsearchOf({ timeout, retries }: NonNullable<Drawn['search']>) {
  const setting = (check: string, name: string, value: string) => ({ name: `cluster.fault_detection.${check}.${name}`, value });
  const env = ['leader_check', 'follower_check'].flatMap((check) => [
    setting(check, 'timeout', `${timeout}s`),
    setting(check, 'retry_count', String(retries)),
  ]);
  return {
    annotations: { 'nines.dev/elasticsearch.roles': 'master, data', 'nines.dev/elasticsearch.index-replicas': '1' },
    container: { image: 'docker.elastic.co/elasticsearch/elasticsearch:9.1.0', env },
  };
}

function serviceOf(name: string, isPublic: boolean, { interval, threshold, timeout }: Drawn['check']): unknown {
  const prefix = 'service.beta.kubernetes.io/aws-load-balancer-';
  const annotations = {
    [`${prefix}type`]: 'external',
    [`${prefix}nlb-target-type`]: 'ip',
    [`${prefix}healthcheck-interval`]: String(interval),
    [`${prefix}healthcheck-unhealthy-threshold`]: String(threshold),
    [`${prefix}healthcheck-timeout`]: String(timeout),
  };
  const transport = { 'traefik.ingress.kubernetes.io/service.serverstransport': 'shop-quick@kubernetescrd' };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop', annotations: isPublic ? annotations : transport },
    spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 'http' }], ...(isPublic ? { type: 'LoadBalancer' } : {}) },
  };
}

function ingressOf(entry: Drawn['entry'], { interval, threshold, timeout }: Drawn['check'], { attempts, dial }: Drawn['retry']): unknown[] {
  if (entry !== 'alb' && entry !== 'traefik') return [];
  const prefix = 'alb.ingress.kubernetes.io/';
  const alb = {
    [`${prefix}target-type`]: 'ip',
    [`${prefix}healthcheck-interval-seconds`]: String(interval),
    [`${prefix}unhealthy-threshold-count`]: String(threshold),
    [`${prefix}healthcheck-timeout-seconds`]: String(timeout),
  };
  const traefik = { 'traefik.ingress.kubernetes.io/router.middlewares': 'shop-retry@kubernetescrd' };
  const middleware = {
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'Middleware',
    metadata: { name: 'retry', namespace: 'shop' },
    spec: { retry: { attempts } },
  };
  const transport = {
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'ServersTransport',
    metadata: { name: 'quick', namespace: 'shop' },
    spec: { forwardingTimeouts: { dialTimeout: `${dial}s` } },
  };
  return [
    ...(entry === 'traefik' ? [middleware, transport] : []),
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'public', namespace: 'shop', annotations: entry === 'alb' ? alb : traefik },
      spec: {
        ingressClassName: entry,
        rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 's0', port: { number: 80 } } } }] } }],
      },
    },
  ];
}

export function topologyOf({
  nodes,
  zone,
  node,
  crash,
  region,
  assumed,
  grace,
  toleration,
  podStart,
  tcpRetries2,
  patience,
  drains,
  outside,
}: Drawn): Topology {
  return {
    kubernetes: '1.36',
    zones: nodes.map((count, index) => ({
      name: `zone-${'abc'[index]}`,
      rate: rateOf(zone, assumed),
      pools: [{ name: 'workers', count, allocatable: { cpu: '8', memory: '32Gi', pods: 110 }, rate: rateOf(node, assumed) }],
    })),
    pods: { crash: rateOf(crash, assumed) },
    region: { rate: rateOf(region, assumed) },
    times: { nodeMonitorGrace: `${grace}s`, toleration: `${toleration}s`, podStart: `${podStart}s` },
    tcpRetries2,
    patience: `${patience}s`,
    plannedWork: { drainsPerYear: drains, away: '5m', source: 'test' },
    ...(outside === undefined ? {} : { outside: [{ name: 'region', kind: 'region', availability: `${outside}%`, source: 'test' }] }),
  };
}

function rateOf(rate: Seconds | undefined, assumed: boolean): Rate {
  return rate ? { mtbf: `${rate.mtbf}s`, mttr: `${rate.mttr}s`, source: assumed ? 'assumption' : 'test' } : 'never';
}

/** What a year costs the first service. */
export function downtimeOf(drawn: Drawn, options: { target?: number } = {}): Downtime {
  return downtimesOf(manifestsOf(drawn), topologyOf(drawn), options).get('s0') as Downtime;
}

/** What a year costs each service, by name. */
export function downtimesOf(
  manifests: readonly unknown[],
  topology: Topology,
  options: { target?: number } = {},
): ReadonlyMap<string, Downtime> {
  const { services } = judge(manifests, topology, { withoutAdvice: true, ...options });
  return new Map(services.map(({ service: name, downtime }) => [name, downtime]));
}
