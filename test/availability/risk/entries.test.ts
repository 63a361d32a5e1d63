import { downtimeOf, idsOf, ingress, NODE_LOSSES, quiet, row, service, web } from './table';

const alb = (annotations: Record<string, string> = {}) => ingress('alb', { 'alb.ingress.kubernetes.io/target-type': 'ip', ...annotations });
const checks = (interval: string, timeout: string, threshold: string) => ({
  'alb.ingress.kubernetes.io/healthcheck-interval-seconds': interval,
  'alb.ingress.kubernetes.io/healthcheck-timeout-seconds': timeout,
  'alb.ingress.kubernetes.io/unhealthy-threshold-count': threshold,
});

/** Minutes that the loss of a node costs, for so many seconds. */
const lost = (seconds: number) => (NODE_LOSSES * seconds) / 60;
const nodeMinutes = (...objects: unknown[]) => row(downtimeOf([web(), ...objects]), 'node-failover').minutes.value;

test('an ALB sends requests to lost pods until its check has failed: interval x threshold + timeout', () => {
  // Annotated 5 x 2 + 2 = 12 s; by default 15 x 2 + 5 = 35 s.
  expect(nodeMinutes(service(), alb(checks('5', '2', '2')))).toBeCloseTo(lost(12), 9);
  expect(nodeMinutes(service(), alb())).toBeCloseTo(lost(35), 9);
});

test('annotations of the Service go before those of the Ingress', () => {
  expect(nodeMinutes(service({}, checks('5', '2', '2')), alb(checks('30', '5', '2')))).toBeCloseTo(lost(12), 9);
});

test.each(['0', '3', '301', 'abc', '-5', '', '15s'])('AWS refuses an interval of %p, so the default is counted', (interval) => {
  const { notice } = row(downtimeOf([web(), service(), alb(checks(interval, '', '1'))]), 'node-failover');
  expect(notice).toMatchObject({ value: 35, low: 20, basis: 'default', because: '15 s x 2 + 5 s' });
});

test('what AWS takes is called by the manifests, beside a value that it refuses', () => {
  const { notice } = row(downtimeOf([web(), service(), alb(checks('10', '1', '0'))]), 'node-failover');
  expect(notice).toMatchObject({
    value: 25,
    basis: 'manifests',
    because: "10 s x 2 + 5 s: alb.ingress.kubernetes.io/healthcheck-interval-seconds: '10' of Ingress shop/public",
  });
});

test.each([
  ['10', '10'],
  ['5', ''],
])('AWS refuses an interval of %s s with a timeout of %p, so both defaults are counted', (interval, timeout) => {
  const { notice } = row(downtimeOf([web(), service(), alb(checks(interval, timeout, ''))]), 'node-failover');
  expect(notice).toMatchObject({ value: 35, basis: 'default', because: '15 s x 2 + 5 s' });
});

test.each([
  ['aws-load-balancer-healthcheck-', 'interval', '1', '10 s x 3 + 10 s'],
  ['do-loadbalancer-healthcheck-', 'check-interval-seconds', '1', '3 s x 3 + 5 s'],
])('the load balancer of a Service with %s: a refused %s of %s s sets nothing', (prefix, name, value, because) => {
  const balanced = service({ type: 'LoadBalancer' }, { [`service.beta.kubernetes.io/${prefix}${name}`]: value });
  expect(row(downtimeOf([web(), balanced]), 'entry-health-check').notice).toMatchObject({ basis: 'default', because });
});

test('endpoints that leave sooner end it sooner than a slow check: 50 s of grace and 10 s of the controller', () => {
  expect(nodeMinutes(service(), alb(checks('300', '120', '10')))).toBeCloseTo(lost(60), 9);
});

test('an ALB with nodes as targets loses its part of them, and the Service behind it the pods', () => {
  const downtime = downtimeOf([web(), service({ type: 'NodePort' }), ingress('alb')]);
  // 3 nodes x 2.8004 x 1/3 x 35 s, and 3 pods x 2.8004 x 1/3 x 51 s
  expect(row(downtime, 'entry-health-check').minutes.value).toBeCloseTo(lost(35), 9);
  expect(row(downtime, 'node-failover').minutes.value).toBeCloseTo(lost(51), 9);
});

test.each([
  ['without annotations', {}, 'DigitalOcean', 3 * 3 + 5],
  [
    'with annotations',
    { 'service.beta.kubernetes.io/do-loadbalancer-healthcheck-check-interval-seconds': '10' },
    'DigitalOcean',
    10 * 3 + 5,
  ],
])('a load balancer of DigitalOcean %s', (_, annotations, by, seconds) => {
  const named = { 'service.beta.kubernetes.io/do-loadbalancer-name': 'shop', ...annotations };
  const risk = row(downtimeOf([web(), service({ type: 'LoadBalancer' }, named)]), 'entry-health-check');
  expect(risk.minutes.value).toBeCloseTo(lost(seconds), 9);
  expect(risk.notice?.source).toBe(`health check of the ${by} load balancer of Service shop/web`);
});

test('with externalTrafficPolicy Local only nodes with pods are targets', () => {
  const local = service(
    { type: 'LoadBalancer', externalTrafficPolicy: 'Local' },
    { 'service.beta.kubernetes.io/do-loadbalancer-name': 'shop' },
  );
  const downtime = downtimeOf([web(), local]);
  expect(row(downtime, 'node-failover').minutes.value).toBeCloseTo(lost(14), 9);
  expect(idsOf(downtime)).not.toContain('entry-health-check');
});

test('an NLB checks its targets every 10 s, three times, with 10 s to answer', () => {
  const nlb = service(
    { type: 'LoadBalancer', loadBalancerClass: 'service.k8s.aws/nlb' },
    { 'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'ip' },
  );
  expect(nodeMinutes(nlb)).toBeCloseTo(lost(40), 9);
});

const middleware = {
  apiVersion: 'traefik.io/v1alpha1',
  kind: 'Middleware',
  metadata: { name: 'retry', namespace: 'shop' },
  spec: { retry: { attempts: 3 } },
};
const retrying = ingress('traefik', { 'traefik.ingress.kubernetes.io/router.middlewares': 'shop-retry@kubernetescrd' });
const transportOf = (dialTimeout: string) => ({
  apiVersion: 'traefik.io/v1alpha1',
  kind: 'ServersTransport',
  metadata: { name: 'soon', namespace: 'shop' },
  spec: { forwardingTimeouts: { dialTimeout } },
});
const transport = transportOf('1s');
const dialled = service({}, { 'traefik.ingress.kubernetes.io/service.serverstransport': 'shop-soon@kubernetescrd' });
/** Requests on open connections, of those that fail without a retry: 25 in three runs against 64, the mean of four. */
const kept = 25 / 3 / 64;

test("Traefik's retry saves nothing while a dial takes 30 s", () => {
  const downtime = downtimeOf([web(), service(), retrying, middleware]);
  expect(row(downtime, 'node-failover').minutes.value).toBeCloseTo(lost(52), 9);
  expect(row(downtime, 'node-failover').share.because).toBe(
    '1 of 3 pods; a connection attempt takes 30 s, longer than the 10 s that people are assumed to wait (patience): a retry comes too late',
  );
});

test("with a ServersTransport's dialTimeout of 1 s it saves requests that have no connection yet", () => {
  expect(nodeMinutes(dialled, retrying, middleware, transport)).toBeCloseTo(lost(52) * kept, 9);
  expect(nodeMinutes(dialled, ingress('traefik'), middleware, transport)).toBeCloseTo(lost(52), 9);
});

/** The share of the requests to a lost pod that fail behind Traefik: its low end, its figure and its high end. */
function failingWith(attempts: number, dialTimeout: string) {
  const retry = { ...middleware, spec: { retry: { attempts } } };
  const { share } = row(downtimeOf([web(), dialled, retrying, retry, transportOf(dialTimeout)]), 'node-failover');
  return { basis: share.basis, source: share.source, ends: [share.low, share.value, share.high].map((it) => it * 3) };
}

test.each([
  [5, '500ms', 'measured', [4 / 200, 26 / 786, 5 / 66]],
  [8, '300ms', 'measured', [4 / 200, 26 / 786, 5 / 66]],
  [3, '1s', 'measured', [6 / 64, 25 / 192, 10 / 64]],
  // Between two that were measured: the worse one.
  [3, '500ms', 'measured', [6 / 64, 25 / 192, 10 / 64]],
  [5, '1s', 'measured', [6 / 64, 25 / 192, 10 / 64]],
  [3, '2s', 'measured', [20 / 64, 43 / 128, 23 / 64]],
  // Worse than all.
  [3, '5s', 'assumption', [43 / 128 / 3, 43 / 128, 1]],
  [2, '500ms', 'assumption', [43 / 128 / 3, 43 / 128, 1]],
] as const)(
  'of requests to a lost pod behind Traefik %i attempts of %s lose as many as were seen: %s',
  (attempts, dialTimeout, basis, expected) => {
    const { ends, ...found } = failingWith(attempts, dialTimeout);
    expect(ends).toEqual(expected.map((it) => expect.closeTo(it, 9)));
    expect(found.basis).toBe(basis);
    expect(found.source).toMatch(
      basis === 'measured' ? /^measured behind Traefik with \d attempts of / : /^assumption: as with 3 attempts of 2 s, /,
    );
  },
);

test('a longer dial timeout and fewer attempts never lower what fails', () => {
  const timeouts = ['100ms', '500ms', '1s', '2s', '5s', '9s', '30s'];
  const counts = [9, 5, 4, 3, 2, 1];
  const never = (shares: readonly number[]) => expect(shares).toEqual([...shares].sort((a, b) => a - b));
  for (const attempts of counts) never(timeouts.map((it) => failingWith(attempts, it).ends[1] as number));
  for (const timeout of timeouts) never(counts.map((it) => failingWith(it, timeout).ends[1] as number));
});

test('an Ingress that only redirects to HTTPS sends nothing to pods', () => {
  const redirect = { ...middleware, metadata: { name: 'https', namespace: 'shop' }, spec: { redirectScheme: { scheme: 'https' } } };
  const names = { 'traefik.ingress.kubernetes.io/router.middlewares': 'shop-https@kubernetescrd' };
  const plain = ingress('traefik', { ...names, 'traefik.ingress.kubernetes.io/router.entrypoints': 'web' });
  const both = ingress('traefik', names);
  const named = (it: typeof plain) => ({ ...it, metadata: { ...it.metadata, name: 'public-http' } });
  const others = [dialled, retrying, middleware, transport, redirect];
  expect(nodeMinutes(...others, named(plain))).toBeCloseTo(lost(52) * kept, 9);
  expect(nodeMinutes(...others, named(both))).toBeCloseTo(lost(52), 9);
});

test('a refused connection is retried at once', () => {
  const crashing = { ...quiet, pods: { crash: { mtbf: '720h', mttr: '90s', source: 'test' } } };
  const { minutes } = row(downtimeOf([web(), service(), retrying, middleware], crashing), 'container-crash');
  expect(minutes.value).toBeCloseTo(((8766 / 720.025) * 3 * 0.1) / 60, 9);
});

test('ingress-nginx tries another pod after 5 s, F5 NGINX after 60 s unless an annotation says sooner', () => {
  expect(nodeMinutes(service(), ingress('nginx'))).toBeCloseTo(lost(52) * kept, 9);
  expect(nodeMinutes(service(), ingress('nginx', { 'nginx.ingress.kubernetes.io/proxy-next-upstream': 'off' }))).toBeCloseTo(lost(52), 9);
  expect(nodeMinutes(service(), ingress('nginx', { 'nginx.org/proxy-read-timeout': '60s' }))).toBeCloseTo(lost(52), 9);
  expect(nodeMinutes(service(), ingress('nginx', { 'nginx.org/proxy-connect-timeout': '2s' }))).toBeCloseTo(lost(52) * kept, 9);
});

test('HAProxy checks pods every 2 s and takes them out after three failures', () => {
  expect(nodeMinutes(service(), ingress('haproxy'))).toBeCloseTo(lost(2 * 3 + 2), 9);
  expect(nodeMinutes(service(), ingress('haproxy', { 'haproxy.org/check-interval': '10s' }))).toBeCloseTo(lost(10 * 3 + 10), 9);
  expect(nodeMinutes(service(), ingress('haproxy', { 'haproxy.org/check-interval': '1000' }))).toBeCloseTo(lost(1 * 3 + 1), 9);
  expect(nodeMinutes(service(), ingress('haproxy', { 'haproxy.org/check': 'false' }))).toBeCloseTo(lost(55), 9);
  const snippet = 'timeout connect 1s\noption redispatch\nretries 3';
  expect(nodeMinutes(service(), ingress('haproxy', { 'haproxy.org/backend-config-snippet': snippet }))).toBeCloseTo(lost(8) * kept, 9);
  const slow = 'timeout connect 20s\noption redispatch';
  expect(nodeMinutes(service(), ingress('haproxy', { 'haproxy.org/backend-config-snippet': slow }))).toBeCloseTo(lost(8), 9);
});

const route = (rule: Record<string, unknown> = {}) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'public', namespace: 'shop' },
  spec: { parentRefs: [{ name: 'entry' }], rules: [{ ...rule, backendRefs: [{ name: 'web', port: 80 }] }] },
});
const policy = (spec: Record<string, unknown>) => ({
  apiVersion: 'gateway.envoyproxy.io/v1alpha1',
  kind: 'BackendTrafficPolicy',
  metadata: { name: 'entry', namespace: 'shop' },
  spec: { targetRefs: [{ kind: 'Gateway', name: 'entry' }], ...spec },
});

test('a Gateway retries and checks what its route or its policy says', () => {
  expect(nodeMinutes(service(), route())).toBeCloseTo(lost(52), 9);
  expect(nodeMinutes(service(), route({ retry: { attempts: 2 } }))).toBeCloseTo(lost(52) * kept, 9);
  expect(nodeMinutes(service(), route(), policy({ retry: {} }))).toBeCloseTo(lost(52) * kept, 9);
  expect(
    nodeMinutes(service(), route(), policy({ healthCheck: { active: { interval: '5s', timeout: '2s', unhealthyThreshold: 2 } } })),
  ).toBeCloseTo(lost(12), 9);
});

test('Istio tries another pod, behind an Ingress and behind a Gateway of its class, unless the route says otherwise', () => {
  const gateway = (gatewayClassName: string) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'entry', namespace: 'shop' },
    spec: { gatewayClassName },
  });
  const ofIstio = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name: 'edge' },
    spec: { controllerName: 'istio.io/gateway-controller' },
  };
  expect(nodeMinutes(service(), ingress('istio'))).toBeCloseTo(lost(52) * kept, 9);
  expect(nodeMinutes(service(), route(), gateway('istio'))).toBeCloseTo(lost(52) * kept, 9);
  expect(nodeMinutes(service(), route(), gateway('edge'), ofIstio)).toBeCloseTo(lost(52) * kept, 9);
  expect(nodeMinutes(service(), route(), gateway('edge'))).toBeCloseTo(lost(52), 9);
  expect(nodeMinutes(service(), route({ retry: { attempts: 0 } }), gateway('istio'))).toBeCloseTo(lost(52), 9);
  const two = { ...route(), spec: { ...route().spec, parentRefs: [{ name: 'entry' }, { name: 'elsewhere' }] } };
  expect(nodeMinutes(service(), two, gateway('istio'))).toBeCloseTo(lost(52), 9);
});

test('the application routing of AKS is ingress-nginx', () => {
  expect(nodeMinutes(service(), ingress('webapprouting.kubernetes.azure.com'))).toBeCloseTo(nodeMinutes(service(), ingress('nginx')), 9);
});

test('an IngressClass tells its controller whatever it is called', () => {
  const named = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'edge' },
    spec: { controller: 'haproxy.org/ingress-controller/edge' },
  };
  expect(nodeMinutes(service(), ingress('edge'), named)).toBeCloseTo(lost(8), 9);
  expect(nodeMinutes(service(), ingress('edge'))).toBeCloseTo(lost(52), 9);
});

test('of several ways the slowest to notice counts for all requests', () => {
  const second = { ...alb(), metadata: { ...alb().metadata, name: 'slow' } };
  const risk = row(downtimeOf([web(), service(), alb(checks('5', '2', '2')), second]), 'node-failover');
  expect(risk.minutes.value).toBeCloseTo(lost(35), 9);
  expect(risk.cause).toBe('a node is lost, and the ALB of Ingress shop/slow still sends requests to its pods');
});
