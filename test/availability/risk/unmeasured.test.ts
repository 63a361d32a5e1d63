/* What nobody measured is called an assumption and has a range; what was measured says where (docs/measurements.md). */
import type { Estimate } from '../../../src/availability';
import { sourceOf } from '../../../src/report/estimates';
import { riskText } from '../../../src/report/explained-rows';
import { workload } from '../manifests';
import { downtimeOf, ingress, quiet, row, service, web } from './table';

function expectAssumed(estimate: Estimate | undefined): void {
  expect(estimate).toMatchObject({ basis: 'assumption' });
  expect(estimate?.source).toMatch(/^assumption: /);
  expect(estimate?.high).toBeGreaterThan(estimate?.low ?? Number.POSITIVE_INFINITY);
}

const alb = ingress('alb', { 'alb.ingress.kubernetes.io/target-type': 'ip' });
const nlb = service({ type: 'LoadBalancer', loadBalancerClass: 'service.k8s.aws/nlb' });
const ofDigitalOcean = service({ type: 'LoadBalancer' }, { 'service.beta.kubernetes.io/do-loadbalancer-name': 'shop' });

test.each([
  ['an ALB', [service(), alb], 'node-failover'],
  ['an NLB', [nlb], 'entry-health-check'],
  ["DigitalOcean's", [ofDigitalOcean], 'entry-health-check'],
  ['HAProxy', [service(), ingress('haproxy')], 'node-failover'],
] as const)('%s: that a lost target gets nothing once its check has failed', (_, entry, id) => {
  const risk = row(downtimeOf([web(), ...entry]), id);
  expectAssumed(risk.recover);
  expect(sourceOf(risk)).toMatch(/; assumed: recover$/);
  expect(riskText(risk, [])).toMatch(/recover +0 s \(0 s to \d+ s\) +assumption: a target gets nothing more once its check has failed/);
});

const route = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'public', namespace: 'shop' },
  spec: { parentRefs: [{ name: 'gateway' }], rules: [{ backendRefs: [{ name: 'web', port: 80 }], retry: { attempts: 2 } }] },
};
const redispatch = 'timeout connect 1s\nretries 3\noption redispatch 1\n';

test.each([
  ['ingress-nginx', ingress('nginx', { 'nginx.ingress.kubernetes.io/proxy-connect-timeout': '1' })],
  ['F5 NGINX', ingress('nginx', { 'nginx.org/proxy-connect-timeout': '1s' })],
  ['HAProxy', ingress('haproxy', { 'haproxy.org/backend-config-snippet': redispatch })],
  ['a Gateway', route],
])('%s is assumed to retry like Traefik', (_, entry) => {
  const { share } = row(downtimeOf([web(), service(), entry]), 'node-failover');
  expect(share.basis).toBe('assumption');
  expect(share.source).toMatch(/^assumption: as behind Traefik, where 6 to 10 of 64 requests failed; /);
  // A third or three times as much.
  expect([share.value / share.low, share.high / share.value].map((it) => it.toFixed(9))).toEqual(['3.000000000', '3.000000000']);
});

test.each([
  ['Traefik', ingress('traefik'), { value: 2, basis: 'default', source: 'Traefik, providersThrottleDuration: 2s' }],
  [
    'HAProxy',
    ingress('haproxy', { 'haproxy.org/check': 'false' }),
    { value: 5, basis: 'default', source: 'HAProxy Kubernetes Ingress Controller, --sync-period: 5s' },
  ],
])('%s says itself how soon it applies what changed', (_, entry, said) => {
  expect(row(downtimeOf([web(), service(), entry]), 'node-failover').recover).toMatchObject({ ...said, url: expect.any(String) });
});

test.each([
  ['ingress-nginx', ingress('nginx')],
  ['F5 NGINX', ingress('nginx', { 'nginx.org/proxy-read-timeout': '60s' })],
  ['Istio', ingress('istio')],
  ['a Gateway', route],
  ['an unknown controller', ingress('edge')],
])('%s: how soon it applies what changed is assumed', (_, entry) => {
  expectAssumed(row(downtimeOf([web(), service(), entry]), 'node-failover').recover);
});

test('Traefik itself was measured', () => {
  const entry = ingress('traefik', { 'traefik.ingress.kubernetes.io/router.middlewares': 'shop-again@kubernetescrd' });
  const own = (kind: string, name: string, spec: object) => ({
    apiVersion: 'traefik.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'shop' },
    spec,
  });
  const named = service({}, { 'traefik.ingress.kubernetes.io/service.serverstransport': 'shop-soon@kubernetescrd' });
  const objects = [
    own('Middleware', 'again', { retry: { attempts: 3 } }),
    own('ServersTransport', 'soon', { forwardingTimeouts: { dialTimeout: '1s' } }),
  ];
  expect(row(downtimeOf([web(), named, entry, ...objects]), 'node-failover').share).toMatchObject({
    basis: 'measured',
    source: expect.stringMatching(/^measured behind Traefik with 3 attempts of 1 s: 9.4% to 16% of the requests to a dead pod failed; /),
  });
});

describe('Elasticsearch', () => {
  const impatient = { ...quiet, patience: '0s' };
  const rows = (version: string) => {
    const annotations = { 'nines.dev/elasticsearch.roles': 'master, data', 'nines.dev/needed': '2' };
    const containers = [{ name: 'main', image: `docker.elastic.co/elasticsearch/elasticsearch:${version}` }];
    const downtime = downtimeOf([workload({ kind: 'StatefulSet', annotations, pod: { containers } }), service()], {
      ...impatient,
      pods: { crash: { mtbf: '720h', mttr: '90s', source: 'test' } },
    });
    return ['fault-detection', 'election', 'mastership'].map((id) => row(downtime, id).recover as Estimate);
  };

  test('8 was measured', () => {
    for (const recover of rows('8.19.21'))
      expect(recover).toMatchObject({ basis: 'measured', source: 'measured on three nodes with 8.19', url: expect.any(String) });
  });

  test('of 9 the loss of a node was measured, and no restart of the master', () => {
    const [detected, elected, restarted] = rows('9.5.6');
    for (const recover of [detected, elected])
      expect(recover).toMatchObject({ basis: 'measured', source: 'measured on three nodes with 9.5', url: expect.any(String) });
    expectAssumed(restarted);
    expect(restarted?.source).toBe('assumption: as measured on three nodes with 8.19');
  });

  test('7 is assumed to be like them, in a wider range', () => {
    const sources = ['8.19 and 9.5', '8.19 and 9.5', '8.19'];
    rows('7.17.0').forEach((recover, at) => {
      const measured = rows('8.19.21')[at] as Estimate;
      expectAssumed(recover);
      expect(recover.source).toBe(`assumption: as measured on three nodes with ${sources[at]}`);
      expect(recover.value).toBe(measured.value);
      expect(recover.low).toBeLessThan(measured.low);
      expect(recover.high).toBeGreaterThan(measured.high);
    });
  });
});

test('a node grace of 50 s says which part of it was seen', () => {
  const { notice } = row(downtimeOf([web(), service()]), 'node-failover');
  expect(notice).toMatchObject({ value: 50, low: 40, high: 60 });
  expect(notice?.because).toContain('endpoints were seen to go after 40 to 59 s with 50 s');
});
