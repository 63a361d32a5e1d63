/*
 * What one event takes from a service and from its dependency is counted once: each figure is worked out by hand.
 *
 * A node fails every 3130 h for 15 min, so 8766 / 3130.25 = 2.80042 times a year; a zone every 8766 h for 1 h, so 0.99989 times; a node reboots every 2400 h for 2 min, so
 * 8766 / 2400.0333 = 3.65245 times; a container ends every 720 h for 90 s.
 */
import type { Downtime, Topology } from '../../../src/availability';
import { spread, workload, zones } from '../manifests';
import { downtimesOf } from './systems';
import { row } from './table';

const events: Partial<Topology> = {
  pods: { crash: { mtbf: '720h', mttr: '90s', source: 'test' } },
  nodes: { interruption: { mtbf: '2400h', mttr: '2m', source: 'test' } },
  plannedWork: { drainsPerYear: 12, away: '5m', source: 'test' },
  releases: { perYear: 0, failing: '0%', notice: '0s', recover: '0s', source: 'test' },
};

/** One node in a zone that never fails. */
const oneNode: Topology = zones([1], events);
const [zone] = oneNode.zones;
const alone: Topology = { ...oneNode, zones: [{ ...(zone as NonNullable<typeof zone>), rate: 'never' }] };

function service(name: string, replicas: number, needed: number, dependsOn: readonly string[] = []): unknown[] {
  const container = {
    name: 'main',
    image: 'registry.example/main:1',
    ports: [{ containerPort: 80 }],
    readinessProbe: { tcpSocket: { port: 80 } },
  };
  const labelSelector = { matchLabels: { app: name } };
  const annotations = {
    'nines.dev/needed': String(needed),
    ...(dependsOn.length > 0 ? { 'nines.dev/depends-on': dependsOn.map((it) => `Deployment/${it}`).join(', ') } : {}),
  };
  const pod = {
    topologySpreadConstraints: [spread('zone', { labelSelector, matchLabelKeys: ['pod-template-hash'] })],
    containers: [{ ...container, lifecycle: { preStop: { sleep: { seconds: 20 } } } }],
  };
  return [
    workload({ name, replicas, annotations, pod }),
    { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec: { selector: { app: name }, ports: [{ port: 80 }] } },
  ];
}

/** `web`, which depends on `store`. */
const chain = (replicas: number, needed: number) => [...service('web', replicas, needed, ['store']), ...service('store', replicas, needed)];

function table(manifests: readonly unknown[], topology: Topology): Downtime {
  const found = downtimesOf(manifests, topology).get('web');
  if (!found) throw new Error('no service web');
  return found;
}

const store = 'Deployment/shop/store';
const minutes = (downtime: Downtime, id: string, of?: string) => row(downtime, id, of).minutes.value;

test('the minutes of a row are the product of its printed factors, where the ends of what is left out differ', () => {
  // The ALB takes 7 to 17 s to notice, the Service 41 to 61 s.
  const backend = { service: { name: 'web', port: { number: 80 } } };
  const annotations = {
    'alb.ingress.kubernetes.io/target-type': 'ip',
    'alb.ingress.kubernetes.io/healthcheck-interval-seconds': '5',
    'alb.ingress.kubernetes.io/healthcheck-timeout-seconds': '2',
  };
  const entry = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'public', namespace: 'shop', annotations },
    spec: { ingressClassName: 'alb', rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] },
  };
  const downtime = table([...chain(3, 2), entry], zones([2, 2, 2], events));
  const { events: count, share, notice, recover, minutes: found } = row(downtime, 'zone-failover', store);
  const product = (end: 'value' | 'low' | 'high') =>
    ((count?.[end] ?? 0) * share[end] * ((notice?.[end] ?? 0) + (recover?.[end] ?? 0))) / 60;
  expect(share.because).toContain('which the same events take from web already');
  for (const end of ['value', 'low', 'high'] as const) expect(found[end]).toBeCloseTo(product(end), 12);
});

describe('on the only node', () => {
  const downtime = table(chain(1, 1), alone);

  test('capacity: the node is lost once for both, each pod ends by itself', () => {
    // n = 0.25 / 3130.25 = 7.98658e-5, c = 90 / 2592090 = 3.47210e-5: n + (1 - n) (1 - (1 - c)^2) = 1.49301e-4, x 525960.
    expect(minutes(downtime, 'capacity')).toBeCloseTo(78.5262, 3);
  });

  test.each([
    // 12 drains x 300 s
    ['planned-work', 60],
    // 3.65245 x 120 s
    ['node-interruption', 7.3049],
  ])('%s: both are away for the same time, so the dependency adds nothing', (id, expected) => {
    expect(minutes(downtime, id)).toBeCloseTo(expected, 4);
    expect(row(downtime, id, store).minutes).toEqual({ value: 0, low: 0, high: 0 });
    expect(row(downtime, id, store).share.because).toMatch(/; less 100%, which the same events take from web already$/);
  });

  test('three in a row are hit once too', () => {
    const three = table([...service('web', 1, 1, ['store']), ...service('store', 1, 1, ['disk']), ...service('disk', 1, 1)], alone);
    expect(three.risks.filter(({ id }) => id === 'planned-work').map((it) => it.minutes.value)).toEqual([60, 0, 0]);
    // n + (1 - n) (1 - (1 - c)^3)
    expect(minutes(three, 'capacity')).toBeCloseTo(96.7858, 3);
  });
});

describe('three pods of each', () => {
  // 0.99989 x 51 s
  const ofZones = 0.849903;
  // 2.80042 x 51 s
  const ofNodes = 2.38035;

  test('zone-failover: a request fails at one third of either, 5/9 of them and not 6/9', () => {
    const downtime = table(chain(3, 1), zones([2, 2, 2], events));
    expect(minutes(downtime, 'zone-failover')).toBeCloseTo(ofZones, 4);
    expect(minutes(downtime, 'zone-failover', store)).toBeCloseTo((ofZones * 2) / 3, 4);
    expect(row(downtime, 'zone-failover', store).share.because).toBe(
      '1 of 3 zones, on average over them; a Service sends nothing again; less 33.3%, which the same events take from web already',
    );
  });

  test('node-failover: on three nodes each carries a pod of both', () => {
    const downtime = table(chain(3, 1), zones([1, 1, 1], events));
    expect(minutes(downtime, 'node-failover')).toBeCloseTo(ofNodes, 4);
    expect(minutes(downtime, 'node-failover', store)).toBeCloseTo((ofNodes * 2) / 3, 4);
  });

  test('node-failover: on six nodes none has to carry both, so nothing is shared for sure', () => {
    const downtime = table(chain(3, 1), zones([2, 2, 2], events));
    expect(minutes(downtime, 'node-failover', store)).toBeCloseTo(ofNodes, 4);
  });

  test('capacity: nodes that are alone in their zones are lost once for both, and pods end by themselves', () => {
    const figure = minutes(table(chain(3, 2), zones([1, 1, 1], events)), 'capacity') / 525_960;
    expect(Math.abs(figure / bothNeeded() - 1)).toBeLessThan(1e-9);
  });
});

/** P(fewer than two of three pods of either are ready), over all states of three zones with their nodes: z + (1 - z) n, and of six pods. */
function bothNeeded(): number {
  const [z, n, c] = [1 / 8767, 0.25 / 3130.25, 90 / 2_592_090];
  const q = z + (1 - z) * n;
  let down = 0;
  for (let zones = 0; zones < 8; zones++)
    for (let crashed = 0; crashed < 64; crashed++) {
      const lost = (service: number) => [0, 1, 2].filter((at) => (zones | (crashed >> (3 * service))) & (1 << at)).length;
      const bits = (set: number, of: number, p: number) =>
        Array.from({ length: of }, (_, at) => (set & (1 << at) ? p : 1 - p)).reduce((product, it) => product * it, 1);
      if (lost(0) > 1 || lost(1) > 1) down += bits(zones, 3, q) * bits(crashed, 6, c);
    }
  return down;
}
