import type { Downtime, Estimate } from '../../../src/availability/risk/risk';
import { NODE_RATE } from '../../../src/cluster/rates';
import { sources } from '../../../src/cluster/sources';
import type { Topology } from '../../../src/cluster/topology';
import { topologies } from '../../../src/platform/topologies';
import { judge } from '../judged';
import { downtimeOf, ingress, quiet, row, service, web } from './table';

test('a figure keeps the address of its source through every calculation', () => {
  const assumed = {
    ...quiet,
    zones: quiet.zones.map((zone) => ({ ...zone, pools: zone.pools.map((it) => ({ ...it, rate: NODE_RATE })) })),
  };
  const { source, url } = NODE_RATE;
  expect(row(downtimeOf([web(), service()], assumed), 'node-failover').events).toMatchObject({ source, url, basis: 'assumption' });
});

test("one's own figure has the address that the topology states, or none", () => {
  const outside = { name: 'DNS', kind: 'other', availability: '99.9%', source: 'own probes' } as const;
  const url = 'https://shop.example/probes';
  const of = (it: object) => row(downtimeOf([web(), service()], { ...quiet, outside: [{ ...outside, ...it }] }), 'other').unavailability;
  expect(of({ url })).toMatchObject({ source: 'own probes', url });
  expect(of({})).not.toHaveProperty('url');
});

test.each([
  [
    'aws-3x2',
    'assumption: EKS with node auto repair replaces a node after 30 minutes, and another takes as long to start and to take its volumes',
  ],
  ['digitalocean-3', 'assumption: the provider or a person replaces a node within an hour'],
  ['minikube', 'assumption: the provider or a person replaces a node within an hour'],
])('%s says who repairs a node', (name, source) => {
  const { assumptions } = judge([web(), service()], topologies.get(name) as Topology, { withoutAdvice: true });
  expect(new Set(assumptions.filter(({ what }) => /^node .*mttr$/.test(what)).map((it) => it.source))).toEqual(new Set([source]));
});

/** Everything that a table rests on. */
function estimatesOf({ risks, changes }: Downtime): readonly Estimate[] {
  const rows = risks.flatMap(({ events, share, notice, recover, unavailability }) => [events, share, notice, recover, unavailability]);
  const released = changes ? [changes.releases, changes.failing, changes.notice, changes.recover] : [];
  return [...rows, ...released].flatMap((it) => it ?? []);
}

const entries = ['alb', 'traefik', 'nginx', 'haproxy', 'istio', 'nginx.org'].map((name) =>
  ingress(name, name === 'nginx.org' ? { 'nginx.org/proxy-buffering': 'true' } : {}),
);
const loadBalancers = ['aws-load-balancer-type', 'do-loadbalancer-name'].map((name) =>
  service({ type: 'LoadBalancer' }, { [`service.beta.kubernetes.io/${name}`]: 'external' }),
);
const annotations = { 'nines.dev/elasticsearch.roles': 'master, data', 'nines.dev/needed': '2' };

test.each([...entries.map((entry) => [service(), entry] as const), ...loadBalancers.map((it) => [it] as const)])(
  'what was measured, committed or set by default by others has an address: %#',
  (...objects) => {
    for (const name of ['aws-3x2', 'digitalocean-3']) {
      const pods = web({ kind: 'StatefulSet', annotations });
      const found = estimatesOf(downtimeOf([pods, ...objects], topologies.get(name)));
      // A default of 0 or 1 only says what a row leaves out: nothing has to be noticed, everybody is hit.
      const published = found.filter(
        ({ basis, value }) => basis === 'measured' || basis === 'commitment' || (basis === 'default' && value > 1),
      );
      expect(published.length).toBeGreaterThan(4);
      expect(published.filter(({ url }) => url === undefined).map(({ source }) => source)).toEqual([]);
    }
  },
);

test('what stands in the manifests names its annotations, and has the address of their documentation', () => {
  const checked = ingress('alb', {
    'alb.ingress.kubernetes.io/target-type': 'ip',
    'alb.ingress.kubernetes.io/healthcheck-interval-seconds': '5',
    'alb.ingress.kubernetes.io/healthcheck-timeout-seconds': '2',
  });
  expect(row(downtimeOf([web(), service(), checked]), 'node-failover').notice).toMatchObject({
    basis: 'manifests',
    url: sources.alb.url,
    because:
      "5 s x 2 + 2 s: alb.ingress.kubernetes.io/healthcheck-interval-seconds: '5' of Ingress shop/public, alb.ingress.kubernetes.io/healthcheck-timeout-seconds: '2' of Ingress shop/public",
  });
  const unset = ingress('alb', { 'alb.ingress.kubernetes.io/target-type': 'ip' });
  expect(row(downtimeOf([web(), service(), unset]), 'node-failover').notice).toMatchObject({
    basis: 'default',
    url: sources.alb.url,
    because: '15 s x 2 + 5 s',
  });
});

test('releases that nobody declared are those of a survey, which can be read', () => {
  const { releases: _, ...topology } = quiet;
  expect(downtimeOf([web(), service()], topology).changes?.failing).toMatchObject({ basis: 'assumption', url: sources.dora.url });
});

test.each(Object.entries(sources))('%s has a short name and an address', (_, { source, url }) => {
  expect(source.length).toBeLessThan(90);
  expect(url).toMatch(/^https:\/\/\S+$/);
});
