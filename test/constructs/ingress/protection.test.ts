import { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import {
  GatewayClass,
  IngressClass,
  type Manifest,
  type Protection,
  type Publication,
  PublicIngress,
  type Route,
  type ServicePort,
} from '../../../src';
import { collectRefusals, refuse } from '../../../src/constructs/parts/refuse';
import { find, manifestsOf, namesOf } from '../../objects';
import { flat, zoned } from '../../platforms';

const port = (service: string): ServicePort => ({
  service,
  name: 'http',
  number: 8080,
  selector: { app: service },
  workload: `Deployment/${service}`,
});
const everything: Required<Protection> = {
  outlier: { failures: 3, pause: Duration.seconds(10) },
  retry: [502, 504],
  circuitBreaker: { failing: '40%', pause: Duration.seconds(8) },
  concurrency: 50,
  timeout: Duration.seconds(7),
};
const only = (...parts: (keyof Protection)[]): Protection => Object.fromEntries(parts.map((part) => [part, everything[part]]));

type Entry = IngressClass | GatewayClass;

/** A protected backend at /api and a frontend without protection. */
function published(entry: Entry, protection: Protection, more: Partial<Publication> = {}): Manifest[] {
  return manifestsOf((chart) => {
    for (const name of ['backend', 'frontend']) new k8s.KubeService(chart, name, { metadata: { name } });
    const routes: Route[] = [
      { path: '/api', to: port('backend'), protection },
      { path: '/', to: port('frontend') },
    ];
    entry.publish(chart, { routes, hosts: [], ...more });
  });
}
const annotationsOf = (manifests: Manifest[], kind: string, name: string) => find(manifests, kind, name).metadata.annotations ?? {};
// biome-ignore lint/suspicious/noExplicitAny: a manifest's depths have no type here
const specOf = (manifests: Manifest[], kind: string, name: string): any => find(manifests, kind, name)['spec'];

describe('Traefik', () => {
  const prefix = 'traefik.ingress.kubernetes.io/service';
  const manifests = published(IngressClass.traefik(), only('retry', 'circuitBreaker', 'concurrency', 'timeout'));

  test('protects a Service by Middlewares of its own, the circuit breaker outermost and the retry of connections innermost', () => {
    expect(annotationsOf(manifests, 'Service', 'backend')).toEqual({
      [`${prefix}.middlewares`]:
        'shop-backend-circuit-breaker@kubernetescrd,shop-backend-concurrency@kubernetescrd,shop-backend-retry@kubernetescrd,shop-backend-response-buffer@kubernetescrd,shop-retry@kubernetescrd',
      [`${prefix}.serverstransport`]: 'shop-backend-timeout@kubernetescrd',
    });
    expect(annotationsOf(manifests, 'Service', 'frontend')).toEqual({
      [`${prefix}.serverstransport`]: 'shop-connect-timeout@kubernetescrd',
    });
  });

  test('has the thresholds that were set', () => {
    expect(specOf(manifests, 'Middleware', 'backend-circuit-breaker')).toEqual({
      circuitBreaker: {
        expression: 'ResponseCodeRatio(500, 600, 0, 600) > 0.4',
        checkPeriod: '100ms',
        fallbackDuration: '8s',
        recoveryDuration: '8s',
        responseCode: 503,
      },
    });
    expect(specOf(manifests, 'Middleware', 'backend-concurrency')).toEqual({
      inFlightReq: { amount: 50, sourceCriterion: { requestHeaderName: 'X-Forwarded-Server' } },
    });
    expect(specOf(manifests, 'Middleware', 'backend-retry')).toEqual({
      retry: { attempts: 2, status: ['502', '504'], disableRetryOnNetworkError: true },
    });
    expect(specOf(manifests, 'Middleware', 'backend-response-buffer')).toEqual({ buffering: { memResponseBodyBytes: 1048576 } });
    expect(specOf(manifests, 'ServersTransport', 'backend-timeout')).toEqual({
      maxIdleConnsPerHost: 200,
      forwardingTimeouts: { dialTimeout: '500ms', responseHeaderTimeout: '7s' },
    });
  });

  test('breaks the circuit for 5 seconds above a half by default', () => {
    const { circuitBreaker } = specOf(published(IngressClass.traefik(), { circuitBreaker: {} }), 'Middleware', 'backend-circuit-breaker');
    expect(circuitBreaker).toMatchObject({ expression: 'ResponseCodeRatio(500, 600, 0, 600) > 0.5', fallbackDuration: '5s' });
  });
});

describe('HAProxy', () => {
  const connecting = 'timeout connect 1s\nretries 3\noption redispatch 1\n';
  const annotations = (protection: Protection) => annotationsOf(published(IngressClass.haproxy(), protection), 'Service', 'backend');

  test('protects a Service by a snippet that has the lines of the Ingress too', () => {
    expect(annotations(only('outlier', 'retry', 'concurrency', 'timeout'))).toEqual({
      'haproxy.org/backend-config-snippet': `${connecting}default-server inter 2s rise 6 observe layer7 error-limit 3 on-error mark-down
retry-on conn-failure response-timeout 502 504
http-request disable-l7-retry unless METH_GET
http-request deny deny_status 429 if { be_conn gt 50 }
`,
      'haproxy.org/timeout-server': '7s',
    });
  });

  test('takes a pod out for 5 seconds after five failures by default, and repeats no response that comes too late unless told to', () => {
    expect(annotations({ outlier: {}, retry: [503] })['haproxy.org/backend-config-snippet']).toBe(
      `${connecting}default-server inter 2s rise 4 observe layer7 error-limit 5 on-error mark-down
retry-on conn-failure 503
http-request disable-l7-retry unless METH_GET
`,
    );
  });

  test('leaves the snippet to the Ingress where only a timeout differs', () => {
    expect(annotations(only('timeout'))).toEqual({ 'haproxy.org/timeout-server': '7s' });
  });
});

test('the load balancer of AWS mitigates anomalies of the Service', () => {
  const manifests = published(IngressClass.alb(), { outlier: {} });
  expect(annotationsOf(manifests, 'Service', 'backend')).toEqual({
    'alb.ingress.kubernetes.io/target-group-attributes':
      'deregistration_delay.timeout_seconds=60,load_balancing.algorithm.type=weighted_random,load_balancing.algorithm.anomaly_mitigation=on',
  });
  expect(annotationsOf(manifests, 'Service', 'frontend')).toEqual({});
});

test('ingress-nginx protects routes by an Ingress of their own', () => {
  const prefix = 'nginx.ingress.kubernetes.io';
  const manifests = published(IngressClass.nginx(), only('retry', 'timeout'));
  expect(namesOf(manifests, 'Ingress')).toEqual(['public', 'public-backend']);
  expect(annotationsOf(manifests, 'Ingress', 'public-backend')).toMatchObject({
    [`${prefix}/proxy-next-upstream`]: 'error timeout http_502 http_504',
    [`${prefix}/proxy-read-timeout`]: '7',
  });
  expect(Object.keys(annotationsOf(manifests, 'Ingress', 'public'))).toEqual([`${prefix}/proxy-connect-timeout`]);
  const pathsOf = (name: string) => specOf(manifests, 'Ingress', name).rules[0].http.paths.map(({ path }: { path: string }) => path);
  expect([pathsOf('public'), pathsOf('public-backend')]).toEqual([['/'], ['/api']]);
});

describe('F5 NGINX, which rejects a second Ingress with the same host,', () => {
  const to = port('backend');
  const publish = (routes: Route[]) => manifestsOf((chart) => IngressClass.f5Nginx().publish(chart, { routes, hosts: ['shop.example'] }));
  const protection = only('retry', 'timeout');

  test('protects all routes by one Ingress', () => {
    const manifests = publish([
      { path: '/api', to, protection },
      { path: '/', to: port('frontend'), protection },
    ]);
    expect(namesOf(manifests, 'Ingress')).toEqual(['public']);
    expect(annotationsOf(manifests, 'Ingress', 'public')).toEqual({
      'nginx.org/proxy-connect-timeout': '1s',
      'nginx.org/proxy-next-upstream': 'error timeout http_502 http_504',
      'nginx.org/proxy-next-upstream-tries': '3',
      'nginx.org/proxy-read-timeout': '7s',
    });
  });

  test.each<[Protection | undefined, Protection | undefined, string]>([
    [protection, undefined, 'none'],
    [undefined, { retry: [503] }, '{"retry":[503]}'],
  ])('refuses different protections: %#', (one, other, got) => {
    const routes = [
      { path: '/api', to, protection: one },
      { path: '/', to: port('frontend'), protection: other },
    ];
    expect(() => publish(routes)).toThrow(
      `routes[1].protection must be that of routes[0], since F5 NGINX protects all routes of a host alike, got ${got}; write the same protection on all routes, or use the class of Traefik or HAProxy`,
    );
  });
});

test('the Ingress of the most general route keeps its name', () => {
  const manifests = manifestsOf((chart) => {
    const routes: Route[] = [
      { path: '/api', to: port('backend') },
      { path: '/docs', to: port('backend') },
      { path: '/', to: port('frontend'), protection: { retry: [503] } },
    ];
    IngressClass.nginx().publish(chart, { routes, hosts: [] });
  });
  expect(annotationsOf(manifests, 'Ingress', 'public')).toHaveProperty(['nginx.ingress.kubernetes.io/proxy-next-upstream']);
  expect(specOf(manifests, 'Ingress', 'public-other').rules[0].http.paths).toHaveLength(2);
});

test('Envoy Gateway protects routes by a policy of their HTTPRoute', () => {
  const manifests = published(GatewayClass.envoy(), only('outlier', 'concurrency', 'timeout'));
  expect(namesOf(manifests, 'HTTPRoute')).toEqual(['public', 'public-backend']);
  expect(specOf(manifests, 'HTTPRoute', 'public-backend').rules[0].timeouts).toEqual({ request: '7s' });
  expect(specOf(manifests, 'BackendTrafficPolicy', 'public-backend-protection')).toEqual({
    targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'public-backend' }],
    healthCheck: { passive: { consecutive5XxErrors: 3, baseEjectionTime: '10s', maxEjectionPercent: 50 } },
    circuitBreaker: { maxParallelRequests: 50 },
  });
});

test('Envoy Gateway counts all requests to a port of a Service together: they are one rule', () => {
  const manifests = manifestsOf((chart) => {
    const protection = only('concurrency', 'timeout');
    const routes = ['/api', '/docs'].map((path) => ({ path, to: port('backend'), protection }));
    const admin = { path: '/admin', to: { ...port('backend'), number: 9090 }, protection };
    GatewayClass.envoy().publish(chart, { routes: [...routes, admin], hosts: [] });
  });
  const { rules } = specOf(manifests, 'HTTPRoute', 'public');
  const shapes = rules.map(({ matches, backendRefs }: { matches: { path: { value: string } }[]; backendRefs: { port: number }[] }) => [
    matches.map(({ path }) => path.value),
    backendRefs.map((ref) => ref.port),
  ]);
  expect(shapes).toEqual([
    [['/api', '/docs'], [8080]],
    [['/admin'], [9090]],
  ]);
});

test('Envoy Gateway takes a pod out for 30 seconds after five failures by default, and a timeout alone needs no policy', () => {
  const { healthCheck } = specOf(published(GatewayClass.envoy(), { outlier: {} }), 'BackendTrafficPolicy', 'public-backend-protection');
  expect(healthCheck.passive).toMatchObject({ consecutive5XxErrors: 5, baseEjectionTime: '30s' });
  expect(namesOf(published(GatewayClass.envoy(), only('timeout')), 'BackendTrafficPolicy')).toEqual([]);
});

const DECIDE = 'the load balancers of AWS';
const GATEWAY = 'use the class of Envoy Gateway, or an ingress class that supports it: Gateway API has no field for it';
const UNKNOWN = 'omit it, or declare with cannotProtect what the class lacks and write the rest in its annotations or companions';
const mine = new IngressClass({ name: 'mine', controller: 'mine', certificates: 'secret', source: { namespace: 'mine' } });

test.each<[string, Entry, Protection, string]>([
  [
    'Traefik',
    IngressClass.traefik(),
    { outlier: {} },
    ".outlier isn't supported by the class 'traefik', got {}; write retry, which sends what may be repeated to another pod, or use the class of HAProxy or Envoy Gateway: only an IngressRoute of Traefik has passive health checks, an Ingress has none",
  ],
  [
    'HAProxy',
    IngressClass.haproxy(),
    { circuitBreaker: { failing: '40%' } },
    '.circuitBreaker isn\'t supported by the class \'haproxy\', got {"failing":"40%"}; write outlier: HAProxy has no circuit breaker of a whole Service, but answers 503 at once while each of its pods has been taken out',
  ],
  [
    'AWS',
    IngressClass.alb(),
    { outlier: { failures: 3 } },
    `.outlier.failures isn't supported by the class 'alb', got 3; write outlier: {}, since ${DECIDE} decide by themselves which pod fails more than the others`,
  ],
  [
    'AWS',
    IngressClass.alb(),
    { outlier: { pause: Duration.seconds(3) } },
    `.outlier.pause isn't supported by the class 'alb', got "3 s"; write outlier: {}, since ${DECIDE} send a pod more requests as it fails less`,
  ],
  [
    'AWS',
    IngressClass.alb(),
    { retry: [503] },
    `.retry isn't supported by the class 'alb', got [503]; repeat requests in the client: ${DECIDE} never send a request twice`,
  ],
  [
    'AWS',
    IngressClass.alb(),
    { circuitBreaker: {} },
    `.circuitBreaker isn't supported by the class 'alb', got {}; write outlier: {}, or break the circuit in the client: ${DECIDE} have no circuit breaker`,
  ],
  [
    'AWS',
    IngressClass.alb(),
    { concurrency: 5 },
    `.concurrency isn't supported by the class 'alb', got 5; limit it in the service itself: ${DECIDE} have no limit`,
  ],
  [
    'AWS',
    IngressClass.alb(),
    { timeout: Duration.seconds(3) },
    ".timeout isn't supported by the class 'alb', got \"3 s\"; set timeout of the entry point: a load balancer of AWS has one for all of its routes",
  ],
  [
    'ingress-nginx',
    IngressClass.nginx(),
    { outlier: {} },
    ".outlier isn't supported by the class 'nginx', got {}; write retry, or use the class of HAProxy: ingress-nginx balances in Lua, which never takes out a pod that is ready (it had upstream-max-fails until 0.22)",
  ],
  [
    'ingress-nginx',
    IngressClass.nginx(),
    { circuitBreaker: {} },
    ".circuitBreaker isn't supported by the class 'nginx', got {}; use the class of Traefik: NGINX has no circuit breaker",
  ],
  [
    'ingress-nginx',
    IngressClass.nginx(),
    { concurrency: 5 },
    ".concurrency isn't supported by the class 'nginx', got 5; use the class of Traefik or HAProxy: limit-connections of ingress-nginx limits the connections of each client, not of a Service",
  ],
  [
    'F5 NGINX',
    IngressClass.f5Nginx(),
    { outlier: {} },
    ".outlier isn't supported by the class 'nginx', got {}; write retry: NGINX takes a pod out for ten seconds after one failure by default, and what it retries is what it counts as one",
  ],
  [
    'F5 NGINX',
    IngressClass.f5Nginx(),
    { circuitBreaker: {} },
    ".circuitBreaker isn't supported by the class 'nginx', got {}; use the class of Traefik: NGINX has no circuit breaker",
  ],
  [
    'F5 NGINX',
    IngressClass.f5Nginx(),
    { concurrency: 5 },
    ".concurrency isn't supported by the class 'nginx', got 5; use the class of Traefik or HAProxy: F5 NGINX limits the requests of each client, not those to a Service",
  ],
  [
    'Envoy Gateway',
    GatewayClass.envoy(),
    { retry: [503] },
    ".retry isn't supported by the class 'eg', got [503]; write outlier, or use an ingress class: the retries of Envoy Gateway would send a POST twice, since they know no methods",
  ],
  [
    'Envoy Gateway',
    GatewayClass.envoy(),
    { circuitBreaker: {} },
    ".circuitBreaker isn't supported by the class 'eg', got {}; write outlier or concurrency: what Envoy calls a circuit breaker is a limit, which concurrency sets",
  ],
  ['Cilium', GatewayClass.cilium(), { outlier: {} }, `.outlier isn't supported by the class 'cilium', got {}; ${GATEWAY}`],
  ['Cilium', GatewayClass.cilium(), { concurrency: 5 }, `.concurrency isn't supported by the class 'cilium', got 5; ${GATEWAY}`],
  [
    'Cilium',
    GatewayClass.cilium(),
    { retry: [503] },
    ".retry isn't supported by the class 'cilium', got [503]; use an ingress class that supports it: the field of Gateway API is experimental",
  ],
  [
    'Cilium',
    GatewayClass.cilium(),
    { circuitBreaker: {} },
    ".circuitBreaker isn't supported by the class 'cilium', got {}; use the class of Traefik: Gateway API has no field for it",
  ],
  ['another', mine, { retry: [503] }, `.retry isn't supported by the class 'mine', got [503]; ${UNKNOWN}`],
  [
    'Traefik',
    IngressClass.traefik(),
    { retry: [404] as never },
    '.retry must be a list of different statuses out of 500, 502, 503, 504, got [404]; write [502, 503, 504]',
  ],
  [
    'Traefik',
    IngressClass.traefik(),
    { circuitBreaker: { failing: '100%' } },
    ".circuitBreaker.failing must be a percentage between 0% and 100%, got '100%'; write a text such as '50%'",
  ],
  [
    'Traefik',
    IngressClass.traefik(),
    { concurrency: 0 },
    '.concurrency must be a whole number of 1 or more, got 0; write a number such as 5',
  ],
  [
    'Traefik',
    IngressClass.traefik(),
    { timeout: Duration.millis(500) },
    '.timeout must be a Duration of whole seconds, 1 or more, got 0.5; write Duration.seconds(5)',
  ],
  [
    'Traefik',
    IngressClass.traefik(),
    { breaker: {} } as never,
    ' must be an object with outlier, retry, circuitBreaker, concurrency, timeout, got {"breaker":{}}; write an object with some of these, or omit routes[0].protection',
  ],
])('%s refuses what it can’t do and what is invalid: %#', (_, entry, protection, message) => {
  const platform = entry.name === 'alb' ? zoned() : flat(entry);
  const routes = [{ path: '/', to: port('backend'), protection }];
  expect(() => manifestsOf((chart) => new PublicIngress(chart, 'ingress', { platform, routes }))).toThrow(
    new Error(`public ingress 'test/ingress': routes[0].protection${message}`),
  );
});

test('routes to one Service have one protection', () => {
  const routes = (protection: Protection, other?: Protection): Route[] => [
    { path: '/', to: port('backend'), protection },
    { path: '/api', to: port('backend'), protection: other },
  ];
  const make = (made: Route[]) =>
    manifestsOf((chart) => {
      new k8s.KubeService(chart, 'backend', { metadata: { name: 'backend' } });
      new PublicIngress(chart, 'ingress', { platform: flat(), routes: made });
    });
  expect(() => make(routes(only('retry', 'timeout'), { timeout: Duration.seconds(7), retry: [502, 504] }))).not.toThrow();
  expect(() => make(routes({ retry: [503] }))).toThrow(
    "public ingress 'test/ingress': routes[1].protection must be that of routes[0], which leads to the same Service 'backend', got none; write the same protection on all routes to a Service",
  );
});

test('a Service whose annotations would protect it is in the chart', () => {
  const routes = [{ path: '/', to: port('backend'), protection: { retry: [503 as const] } }];
  expect(() => manifestsOf((chart) => new PublicIngress(chart, 'ingress', { platform: flat(), routes }))).toThrow(
    "public ingress 'test/ingress': routes requires the Service 'backend' in the same chart, whose annotations protect it; create the Service before its route, or omit the protection",
  );
});

test('a Service that a refused value keeps away is not missed beside that', () => {
  const routes = [{ path: '/', to: port('backend'), protection: { retry: [503 as const] } }];
  manifestsOf((chart) => {
    const refusals = collectRefusals(chart.node.root);
    refuse(chart, { setting: 'replicas', message: 'must be 2 or more, got 1', fix: 'write 2' });
    new PublicIngress(chart, 'ingress', { platform: flat(), routes });
    expect(refusals.map(({ message }) => message)).toEqual(['must be 2 or more, got 1']);
  });
});
