import type { Downtime, Saving } from '../../../src/availability';
import type { ObjectIndex } from '../../../src/manifests/object-index';
import { topologies } from '../../../src/platform/topologies';
import { judge } from '../judged';
import { spread, workload, zones } from '../manifests';
import { downtimeOf, ingress, NODE_LOSSES, quiet, row, service, web } from './table';

const asked = { withSavings: true };
const losses = (downtime: Downtime) => row(downtime, 'node-failover').minutes.value + row(downtime, 'zone-failover').minutes.value;

/** The saving of a change. @throws where there is none */
function saving({ savings = [] }: Downtime, change: RegExp): Saving {
  const found = savings.filter((it) => change.test(it.change));
  if (found.length !== 1) throw new Error(`${found.length} of ${savings.map((it) => it.change).join('; ')}`);
  return found[0] as Saving;
}

/** Why a kind of change wins nothing. */
const reason = ({ unhelpful = [] }: Downtime, kind: string) => unhelpful.find(({ what }) => what === kind)?.because;

const retried = 1 - 25 / 3 / 64;
const retriedFiveTimes = 1 - 26 / 786;
const fiveAttempts = 'a retry Middleware of five attempts, and a ServersTransport with dialTimeout 500ms on the Services';
const route = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'public', namespace: 'shop' },
  spec: { parentRefs: [{ name: 'gateway' }], rules: [{ backendRefs: [{ name: 'web', port: 80 }] }] },
};

test.each([
  ['F5 NGINX', ingress('nginx', { 'nginx.org/proxy-read-timeout': '60s' }), 'nginx.org/proxy-connect-timeout', retried],
  ['Traefik', ingress('traefik'), fiveAttempts, retriedFiveTimes],
  ['a Gateway', route, 'HTTPRoute retry: two attempts', retried],
])('%s is told to try another pod, as the constructs tell it', (_, entry, words, won) => {
  const downtime = downtimeOf([web(), service(), entry], quiet, asked);
  const [found] = downtime.savings?.filter(({ change }) => change.includes(words)) ?? [];
  expect(found?.won).toBeCloseTo(losses(downtime) * won, 9);
});

test('HAProxy is told to, too', () => {
  const downtime = downtimeOf([web(), service(), ingress('haproxy')], quiet, asked);
  expect(saving(downtime, /^let HAProxy try another pod after 1 s/).won).toBeGreaterThan(losses(downtime) * 0.8);
});

test('load balancers of AWS retry nothing, and the answer says so', () => {
  const alb = ingress('alb', { 'alb.ingress.kubernetes.io/target-type': 'ip' });
  expect(reason(downtimeOf([web(), service(), alb], quiet, asked), 'retries at the entry point')).toBe(
    'no Traefik, F5 NGINX, HAProxy or Gateway of the manifests could be told to, and the load balancers of AWS never retry',
  );
});

const nlb = service(
  { type: 'LoadBalancer', loadBalancerClass: 'service.k8s.aws/nlb' },
  { 'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'ip' },
);
const ofDigitalOcean = service({ type: 'LoadBalancer' }, { 'service.beta.kubernetes.io/do-loadbalancer-name': 'shop' });

test.each([
  // 10 x 3 + 10 s become 5 x 2 + 2, for lost nodes and zones.
  ['NLBs', nlb, 40 - 12, 2],
  // 3 x 3 + 5 s become 3 x 2 + 3, for lost nodes alone: it sends requests to nodes.
  ['DigitalOcean load balancers', ofDigitalOcean, 14 - 9, 1],
])('the checks of %s get faster', (name, entry, seconds, rows) => {
  const { won } = saving(downtimeOf([web(), entry], quiet, asked), new RegExp(`^check the targets of ${name} every `));
  const zones = rows === 2 ? 8766 / 8767 : 0;
  expect(won).toBeCloseTo(((NODE_LOSSES + zones) * seconds) / 60, 9);
});

test('checks on the Service, which go before those of the Ingress, get faster as well', () => {
  const slow = service({}, { 'alb.ingress.kubernetes.io/healthcheck-interval-seconds': '30' });
  const entry = ingress('alb', { 'alb.ingress.kubernetes.io/target-type': 'ip' });
  // 30 x 2 + 5 s, of which the controller leaves 60
  expect(saving(downtimeOf([web(), slow, entry], quiet, asked), /^check the targets of ALBs/).won).toBeCloseTo(
    ((NODE_LOSSES + 8766 / 8767) * (60 - 12)) / 60,
    9,
  );
});

test('checks that are as fast already are of no use', () => {
  const checks = { 'interval-seconds': '5', 'timeout-seconds': '2' };
  const annotations = Object.entries(checks).map(([key, value]) => [`alb.ingress.kubernetes.io/healthcheck-${key}`, value]);
  const entry = ingress('alb', { 'alb.ingress.kubernetes.io/target-type': 'ip', ...Object.fromEntries(annotations) });
  expect(reason(downtimeOf([web(), service(), entry], quiet, asked), 'faster health checks')).toBe('they are as fast already');
  expect(reason(downtimeOf([web(), service()], quiet, asked), 'faster health checks')).toBe(
    'the manifests have no load balancer whose checks they could set',
  );
});

const releases = { perYear: 52, failing: '5%', notice: '20m', recover: '40m', source: 'own record' };
const releasing = { ...quiet, releases };

test('a preStop hook that is too short sleeps longer, and one that is long enough stays', () => {
  const sleeping = (seconds: number, grace: number) =>
    web({ pod: { terminationGracePeriodSeconds: grace } }, { lifecycle: { preStop: { sleep: { seconds } } } });
  const downtime = downtimeOf([sleeping(0, 1), service()], releasing, asked);
  const { won } = saving(downtime, /^let preStop hooks sleep 20 s, and give pods 50 s to end$/);
  expect(won).toBeCloseTo(row(downtime, 'rollout').minutes.value, 9);
  expect(reason(downtimeOf([sleeping(30, 60), service()], releasing, asked), 'longer preStop hooks')).toBe(
    'all of them sleep 20 s already',
  );
  expect(reason(downtimeOf([sleeping(10, 60), service()], releasing, asked), 'longer preStop hooks')).toBe(
    'they sleep already until nobody sends requests any more',
  );
});

test('releases: half as many failures, half as long ones, or half as many releases', () => {
  const { savings = [] } = downtimeOf([web(), service()], releasing, asked);
  const found = savings.filter(({ of }) => of === 'changes');
  // 52 x 5% x 60 min = 156
  expect(found.map(({ change, won }) => [change, Math.round(won)])).toEqual(
    expect.arrayContaining([
      ['halve the share of releases that fail', 78],
      ['notice and roll back failed releases in half the time', 78],
    ]),
  );
  const fewer = saving({ savings } as Downtime, /^release half as often$/);
  expect(fewer.won).toBeGreaterThan(78);
  expect(fewer.atMost).toBe('larger releases fail more often: if twice as large a share does, nothing is won');
  expect(found).toHaveLength(3);
});

test('where no release fails there is nothing to better', () => {
  expect(reason(downtimeOf([web(), service()], quiet, asked), 'fewer or shorter failures of releases')).toBe(
    'no release fails, as the topology declares it',
  );
});

const outside = [
  { name: 'the region', kind: 'region', availability: '99.99%', source: 'its agreement' },
  { name: 'DNS', kind: 'dns', availability: '99.99%', source: 'its agreement' },
] as const;

test('a second region takes the place of what a provider commits itself to, at most', () => {
  const values = [web(), service(), ingress('alb')];
  const { won, atMost, verdict } = saving(
    downtimeOf(values, { ...quiet, outside }, { ...asked, target: 0.9999 }),
    /^serve from a second region too/,
  );
  // The most that it can win proves no budget kept.
  expect(verdict).toBeUndefined();
  expect(won).toBeCloseTo(525_960 * (1e-4 - 1e-8), 6);
  expect(atMost).toBe('what it takes to switch, and to keep data in both, is not counted');
  const rate = { mtbf: '8766h', mttr: '1h', source: 'own record' };
  const byRate = downtimeOf(values, { ...quiet, region: { rate } }, asked);
  expect(saving(byRate, /^serve from a second region too/).won).toBeCloseTo(row(byRate, 'region-rate').minutes.value, 9);
  expect(reason(downtimeOf(values, quiet, asked), 'a second region')).toBe(
    'the topology declares neither a region nor a load balancer outside of the cluster',
  );
});

describe('changes of the structure', () => {
  const uneven = (more: Parameters<typeof web>[0] = {}) =>
    web({ ...more, annotations: { 'nines.dev/needed': '2', ...more.annotations }, pod: { topologySpreadConstraints: [spread('zone')] } });
  const six = zones([2, 2, 2], { plannedWork: quiet.plannedWork, releases: quiet.releases });

  test('matchLabelKeys wins the zone that may hold two of three pods after a rollout', () => {
    const before = downtimeOf([uneven(), service()], six, asked);
    const after = downtimeOf([web({ annotations: { 'nines.dev/needed': '2' } }), service()], six);
    const found = saving(before, /^add matchLabelKeys: \[pod-template-hash\]$/);
    expect(found.won).toBeCloseTo(before.sum.value - after.sum.value, 9);
    expect(found.won).toBeGreaterThan(59);
    expect(found.after).toBeCloseTo(after.sum.value, 9);
  });

  test('of changes that win as much the cheapest comes first, and a second replica more than one that does is left out', () => {
    const { savings = [] } = downtimeOf([uneven(), service()], six, asked);
    const changes = savings.filter(({ of }) => of === undefined).map(({ change }) => change);
    expect(changes.slice(0, 2)).toEqual(['add matchLabelKeys: [pod-template-hash]', 'run 4 replicas']);
    expect(changes).not.toContain('run 5 replicas');
  });

  test('a zone that wins hardly more than a replica comes after it', () => {
    const { savings = [] } = downtimeOf([uneven(), service()], topologies.get('three-zones'), asked);
    const [line, replica, zone] = savings.filter(({ of }) => of === undefined);
    expect([line?.change, replica?.change]).toEqual(['add matchLabelKeys: [pod-template-hash]', 'run 4 replicas']);
    expect(zone?.change).toMatch(/^add a zone like /);
    const more = (zone?.won ?? 0) - (replica?.won ?? 0);
    expect(more).toBeGreaterThan(0.05);
    expect(more).toBeLessThan(0.002 * (zone?.before ?? 0));
  });

  test('what a dependency could do names it', () => {
    const store = [
      workload({ name: 'store', annotations: { 'nines.dev/needed': '2' }, pod: { topologySpreadConstraints: [spread('zone', ofStore)] } }),
    ];
    const web2 = web({ annotations: { 'nines.dev/needed': '2', 'nines.dev/depends-on': 'Deployment/store' } });
    expect(saving(downtimeOf([web2, service(), ...store], six, asked), /^store: add matchLabelKeys/).won).toBeGreaterThan(59);
  });

  test('a set that proves a service is listed as one where it wins more than its parts', () => {
    const single = workload({ replicas: 1, annotations: { 'nines.dev/needed': '1' } });
    const answer = judge([single, service()], six, { withSavings: true }).services[0];
    const [advice] = answer?.advice ?? [];
    expect(advice?.change).toContain('; ');
    // A second replica alone may run on the same node, and a spread alone has nothing to spread.
    const [first, ...others] = answer?.downtime.savings ?? [];
    expect(first?.change).toBe(advice?.change);
    expect(first?.won).toBeGreaterThan(20);
    for (const { change, won } of others) {
      expect(advice?.change).not.toContain(change);
      expect(won).toBeLessThan(first?.won ?? 0);
    }
  });

  test('a set that wins no more than one of its parts is not listed', () => {
    const crowded = workload({ annotations: { 'nines.dev/needed': '2' }, spec: { strategy: { type: 'Recreate' } } });
    const answer = judge([crowded, service()], six, { withSavings: true }).services[0];
    const [advice] = answer?.advice ?? [];
    expect(advice?.change).toContain('; ');
    const changes = answer?.downtime.savings?.map(({ change }) => change) ?? [];
    expect(changes).not.toContain(advice?.change);
    expect(changes[0]).toMatch(/^add a required spread over zones/);
  });

  test('a change after which rules find more is not offered', () => {
    const findings = (index: ObjectIndex) =>
      JSON.stringify(index.objects.map(({ root }) => root.value)).includes('matchLabelKeys') ? ['refused'] : [];
    const { savings = [] } = downtimeOf([uneven(), service()], six, { ...asked, findings });
    expect(savings.filter(({ change }) => change.includes('matchLabelKeys'))).toEqual([]);
  });

  test('where none wins minutes the answer says so', () => {
    expect(reason(downtimeOf([web(), service()], six, asked), 'another structure')).toBe(
      'no spread, strategy, budget, copy or replica that was tried wins minutes',
    );
  });

  test('services of one likeness get the same minutes as each does by itself', () => {
    const named = (name: string) => {
      const labelSelector = { matchLabels: { app: name } };
      return workload({
        name,
        annotations: { 'nines.dev/needed': '2' },
        pod: { topologySpreadConstraints: [spread('zone', { labelSelector })] },
      });
    };
    const both = ['web', 'other'].map((name) => downtimeOf([named('web'), named('other')], six, asked, name));
    const won = both.map(({ savings = [] }) => savings.filter(({ change }) => change === 'run 4 replicas').map((it) => it.won));
    expect(won[0]).toHaveLength(1);
    expect(won[0]?.[0]).toBeCloseTo(won[1]?.[0] ?? 0, 6);
  });
});

const ofStore = { labelSelector: { matchLabels: { app: 'store' } } };

test('one more zone helps where one holds too many pods, and else the answer says what it wins', () => {
  const [zone] = quiet.zones;
  const single = { ...quiet, zones: [zone as NonNullable<typeof zone>] };
  expect(saving(downtimeOf([web(), service()], single, asked), /^add a zone like zone-a$/).won).toBeGreaterThan(50);
  expect(reason(downtimeOf([web(), service()], quiet, asked), 'one more zone')).toMatch(
    /^(it wins \S+ minutes a year: )?a loss of a zone would hit fewer pods, and there would be as many more zones to lose$/,
  );
});

test('no zone is added where nodes carry no label, nor to a cluster of the largest size', () => {
  const unlabelled = { ...quiet, zones: quiet.zones.slice(0, 1).map((zone) => ({ ...zone, label: false })) };
  const values = [web({ pod: { topologySpreadConstraints: [] } }), service()];
  expect(reason(downtimeOf(values, unlabelled, asked), 'one more zone')).toBe(
    'the nodes carry no zone label, so no rule could spread over it',
  );
  const large = (count: number) => quiet.zones.map((zone) => ({ ...zone, pools: zone.pools.map((pool) => ({ ...pool, count })) }));
  expect(reason(downtimeOf(values, { ...quiet, zones: large(33_000) }, asked), 'one more zone')).toBe(
    'the cluster is as large as a cluster can be',
  );
});

test('the cluster gives connections up sooner', () => {
  const downtime = downtimeOf([web(), service()], quiet, asked);
  expect(saving(downtime, /tcp_retries2 to 5/).won).toBeCloseTo(row(downtime, 'black-holed-connections').minutes.value, 1);
  const tuned = downtimeOf([web(), service()], { ...quiet, tcpRetries2: 5 }, asked);
  expect(reason(tuned, 'fewer TCP retries')).toBe('net.ipv4.tcp_retries2 is at most 5 already');
});

test('a node grace that is longer than the default becomes the default, and never less: healthy nodes would count as lost', () => {
  const slow = downtimeOf([web(), service()], { ...quiet, times: { nodeMonitorGrace: '80s' } }, asked);
  // For lost nodes and zones; what hangs on a connection is found that much later.
  expect(saving(slow, /--node-monitor-grace-period=50s$/).won).toBeGreaterThan(((NODE_LOSSES + 1) * 29) / 60 - 0.5);
  for (const topology of [quiet, { ...quiet, kubernetes: '1.30' }, { ...quiet, times: { nodeMonitorGrace: '50s' } }])
    expect(reason(downtimeOf([web(), service()], topology, asked), 'a shorter node grace')).toBe(
      'with less than 50 s a broken connection to an API server can make a healthy node count as lost',
    );
});

test('each saving is what is won, the most first, and says whether the budget would be kept', () => {
  const { savings = [] } = downtimeOf([web(), service(), ingress('alb')], { ...releasing, outside }, { ...asked, target: 0.9999 });
  expect(savings.length).toBeGreaterThan(5);
  expect(savings.map(({ won }) => won)).toEqual(savings.map(({ before, after }) => before - after));
  const printed = savings.map(({ won }) => Number(won.toPrecision(3)));
  expect(printed).toEqual([...printed].sort((a, b) => b - a));
  const judged = savings.map(({ of, atMost, verdict }) => (verdict !== undefined) === (of === undefined && atMost === undefined));
  expect(judged.every(Boolean)).toBe(true);
});

test('each kind of change either wins minutes or says why not', () => {
  const { savings = [], unhelpful = [] } = downtimeOf([web(), service()], quiet, asked);
  expect(savings.length + unhelpful.length).toBeGreaterThanOrEqual(8);
  expect(unhelpful.every(({ because }) => because.length > 0)).toBe(true);
});

test('asked for of targets, they are looked for where there is one', () => {
  const searched = (target?: number) => {
    const { downtime } = judge([web(), service()], quiet, { withSavings: 'of targets', target }).services[0] ?? {};
    return downtime?.savings !== undefined;
  };
  expect([searched(), searched(0.9)]).toEqual([false, true]);
});
