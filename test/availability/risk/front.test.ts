import { sources } from '../../../src/cluster/sources';
import { topologies } from '../../../src/platform/topologies';
import { downtimeOf, idsOf, ingress, NODE_LOSSES, quiet, row, service, web, ZONE_LOSSES } from './table';

const balancer = { name: 'the load balancer', kind: 'load-balancer', availability: '99.99%', source: 'its agreement' } as const;
const traefik = [web(), service(), ingress('traefik')];

test('a declared load balancer stands in front of a controller in the cluster, and checks nodes', () => {
  const risk = row(downtimeOf(traefik, { ...quiet, outside: [balancer] }), 'entry-health-check');
  // 3 nodes x 2.8004 x 1/3 x (8 x 3 + 8) s: how often it checks is assumed.
  expect(risk.minutes.value).toBeCloseTo((NODE_LOSSES * 32) / 60, 9);
  expect(risk.cause).toBe('a node is lost, and the load balancer in front of Traefik of Ingress shop/public still sends requests to it');
  // From DigitalOcean's shortest to an NLB's longest.
  expect(risk.notice).toMatchObject({ basis: 'assumption', low: 11, value: 32, high: 40 });
});

test("a load balancer of DigitalOcean's agreement checks as its documentation says", () => {
  const ofDigitalOcean = { ...balancer, ...sources.digitalOceanLoadBalancer };
  const checked = { basis: 'default', low: 11, value: 14, high: 14, url: sources.digitalOcean.url };
  expect(row(downtimeOf(traefik, { ...quiet, outside: [ofDigitalOcean] }), 'entry-health-check').notice).toMatchObject(checked);
  const direct = [web(), service({ type: 'LoadBalancer' })];
  expect(row(downtimeOf(direct, { ...quiet, outside: [ofDigitalOcean] }), 'entry-health-check').notice).toMatchObject(checked);
  expect(row(downtimeOf(direct), 'entry-health-check').notice?.basis).toBe('assumption');
  expect(row(downtimeOf(traefik, { ...quiet, outside: [ofDigitalOcean, balancer] }), 'entry-health-check').notice?.basis).toBe(
    'assumption',
  );
});

test.each([
  ['an ALB is the load balancer itself', [web(), service(), ingress('alb', { 'alb.ingress.kubernetes.io/target-type': 'ip' })], [balancer]],
  ['without one in the topology nothing is assumed', traefik, []],
  ['one that is never down is none', traefik, [{ ...balancer, availability: '100%' }]],
])('%s', (_, values, outside) => {
  expect(idsOf(downtimeOf(values, { ...quiet, outside }))).not.toContain('entry-health-check');
});

test('DNS answers with the address of a lost zone for two minutes, and half of the clients try another', () => {
  const risk = row(downtimeOf([web(), service(), ingress('alb')]), 'entry-address');
  expect(risk.minutes.value).toBeCloseTo((ZONE_LOSSES * 120) / 2 / 60, 9);
  expect(risk.cause).toBe('a zone is lost, and DNS still answers with the address that the ALB of Ingress shop/public has there');
  // A tenth of the clients for ten seconds, and all of them for four minutes.
  expect([risk.minutes.low, risk.minutes.high].map((it) => it / ZONE_LOSSES)).toEqual([expect.closeTo(1 / 60, 9), expect.closeTo(4, 9)]);
});

test('a load balancer whose zone comes back sooner loses no more', () => {
  const zones = quiet.zones.map((zone) => ({ ...zone, rate: { mtbf: '8766h', mttr: '30s', source: 'test' } }));
  const { notice, recover } = row(downtimeOf([web(), service(), ingress('alb')], { ...quiet, zones }), 'entry-address');
  expect([notice?.value, recover?.value]).toEqual([30, 0]);
});

test('requests that stay on their node are not included, and say so', () => {
  const because = 'its internalTrafficPolicy is Local, so they fail whatever other nodes have; nothing tells where its clients run';
  const what = 'requests through Service shop/web on nodes without a ready pod of its own';
  expect(downtimeOf([web(), service({ internalTrafficPolicy: 'Local' })]).notIncluded).toContainEqual({ what, because });
  const others = [
    web(),
    service(),
    { ...service({ internalTrafficPolicy: 'Local', selector: { app: 'api' } }), metadata: { name: 'api', namespace: 'shop' } },
  ];
  expect(downtimeOf(others).notIncluded.map((it) => it.what)).not.toContain(what);
});

test('nodes that reboot or hang are a row, or are not included', () => {
  const what = 'nodes that reboot, hang or are cut off for a while';
  expect(downtimeOf([web(), service()]).notIncluded).toContainEqual({
    what,
    because: 'the topology gives no nodes.interruption, and the rates of its pools are taken to count losses until mttr',
  });
  const nodes = { interruption: { mtbf: '8766h', mttr: '20s', source: 'test' } };
  const downtime = downtimeOf([web(), service()], { ...quiet, nodes });
  expect(downtime.notIncluded.map((it) => it.what)).not.toContain(what);
  // A node that is back after 20 s ends it.
  expect(row(downtime, 'node-interruption').minutes.value).toBeCloseTo((8766 / (8766 + 1 / 180)) * (20 / 60), 9);
});

test.each(['minikube', 'digitalocean-3', 'aws-3x2'])('%s says how often nodes reboot, and what its load balancer promises', (name) => {
  const topology = topologies.get(name);
  if (topology === undefined) throw new Error(`no topology ${name}`);
  const downtime = downtimeOf([web(), service(), ingress('nginx')], topology);
  expect(idsOf(downtime)).toEqual(expect.arrayContaining(['node-interruption', 'load-balancer']));
  const left = downtime.notIncluded.map((it) => it.what);
  expect(left).not.toContain('the load balancer');
  expect(left).toEqual(expect.arrayContaining(['DNS', 'certificates and who issues them']));
});

test('on minikube the machine is all that there is', () => {
  const downtime = downtimeOf([web(), service(), ingress('nginx')], topologies.get('minikube'));
  expect(['region', 'load-balancer'].map((id) => row(downtime, id).minutes)).toEqual(Array(2).fill({ value: 0, low: 0, high: 0 }));
  expect(idsOf(downtime)).not.toContain('entry-health-check');
});

test('what a topology leaves out is told in its own words', () => {
  expect(downtimeOf(traefik).notIncluded).toContainEqual({
    what: 'DNS',
    because: 'the topology lists nothing of kind dns under outside, so how available it is is unknown',
  });
});

describe('an NLB without cross-zone load balancing', () => {
  const prefix = 'service.beta.kubernetes.io/aws-load-balancer-';
  const what = 'requests to the address of Service shop/web in a zone that has no target left';
  const left = (annotations: Record<string, string>, topology = quiet) =>
    downtimeOf([web(), service({ type: 'LoadBalancer' }, { [`${prefix}type`]: 'external', ...annotations })], topology).notIncluded;

  test('leaves out what its address in an empty zone costs', () => {
    expect(left({})).toContainEqual({
      what,
      because:
        'the NLB sends them to no other zone, since nothing turns load_balancing.cross_zone.enabled on, until DNS answers without it',
    });
    expect(left({ [`${prefix}attributes`]: 'load_balancing.cross_zone.enabled=false' }).map((it) => it.what)).toContain(what);
  });

  test.each([
    ['the attribute', { [`${prefix}attributes`]: 'deletion_protection.enabled=true, load_balancing.cross_zone.enabled=true' }],
    ['the annotation from before', { [`${prefix}cross-zone-load-balancing-enabled`]: 'true' }],
  ])('%s turns it on', (_, annotations) => {
    expect(left(annotations).map((it) => it.what)).not.toContain(what);
  });

  test('in one zone it makes no difference', () => {
    expect(left({}, { ...quiet, zones: quiet.zones.slice(0, 1) }).map((it) => it.what)).not.toContain(what);
  });
});
