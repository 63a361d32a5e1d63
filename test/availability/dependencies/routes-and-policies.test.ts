import { inferred, serving, web } from './shop';

const api = serving('api', 80);
const calls = (value: string, name = 'API_URL') => web({ env: [{ name, value }] });

function ingress(...paths: readonly (readonly [path: string, service: string])[]) {
  const rules = [
    {
      host: 'shop.example',
      http: { paths: paths.map(([path, name]) => ({ path, pathType: 'Prefix', backend: { service: { name, port: { number: 80 } } } })) },
    },
  ];
  return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'shop', namespace: 'shop' }, spec: { rules } };
}

function route(parents: readonly unknown[], ...backends: readonly string[]) {
  const spec = { hostnames: ['shop.example'], parentRefs: parents, rules: [{ backendRefs: backends.map((name) => ({ name, port: 80 })) }] };
  return { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'shop', namespace: 'shop' }, spec };
}

test('a public address leads to what its route sends the path to, and may be for links only', () => {
  const other = serving('other', 80);
  expect(inferred(calls('https://shop.example/api/v1'), ingress(['/', 'other'], ['/api', 'api']), api, other)).toEqual([
    "Deployment/shop/api?: API_URL names Ingress 'shop'",
  ]);
  expect(inferred(calls('https://shop.example'), route([{ name: 'public' }], 'api'), api)).toEqual([
    "Deployment/shop/api?: API_URL names HTTPRoute 'shop'",
  ]);
  expect(inferred(calls('https://shop.example', 'ALLOWED_ORIGIN'), ingress(['/', 'api']), api)).toEqual([]);
  expect(inferred(calls('https://other.example/api'), ingress(['/api', 'api']), api)).toEqual([]);
});

test('a route whose parent is a Service takes over the requests to it, and an ExternalName is another name', () => {
  const [, front] = serving('front', 80);
  const parent = [{ group: '', kind: 'Service', name: 'front' }];
  expect(inferred(calls('http://front'), front, route(parent, 'api'), api)).toEqual(["Deployment/shop/api: API_URL names Service 'api'"]);
  const both = inferred(calls('http://front'), front, route(parent, 'api', 'beta'), api, serving('beta', 80));
  expect(both.map((it) => it.slice(0, it.indexOf(':')))).toEqual(['Deployment/shop/api?', 'Deployment/shop/beta?']);
  const spec = { type: 'ExternalName', externalName: 'api.shop.svc.cluster.local' };
  const alias = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'alias', namespace: 'shop' }, spec };
  expect(inferred(calls('http://alias'), alias, api)).toEqual(["Deployment/shop/api: API_URL names Service 'api'"]);
});

function policy(
  to: readonly unknown[],
  ports: readonly unknown[] = [{ port: 80 }],
  podSelector: unknown = { matchLabels: { app: 'web' } },
) {
  const spec = { podSelector, policyTypes: ['Egress'], egress: [{ to, ports }] };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'web', namespace: 'shop' }, spec };
}

describe('a NetworkPolicy', () => {
  const toApi = [{ podSelector: { matchLabels: { app: 'api' } } }];
  const allowed = ["Deployment/shop/api?: NetworkPolicy 'shop/web' lets it connect"];

  test('that lets one workload connect to one other, on a port that it listens on, says that it may need it', () => {
    expect(inferred(web({}), policy(toApi), api)).toEqual(allowed);
    expect(inferred(web({}), policy(toApi, [{ port: 1, endPort: 100 }]), api)).toEqual(allowed);
    const elsewhere = [{ ...toApi[0], namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } }];
    expect(inferred(web({}), policy(elsewhere), api)).toEqual(allowed);
  });

  test('that says nothing of one workload', () => {
    expect(inferred(web({}), policy(toApi, [{ port: 81 }]), api)).toEqual([]);
    expect(inferred(web({}), policy(toApi, []), api)).toEqual([]);
    expect(inferred(web({}), policy([{ podSelector: {} }]), api)).toEqual([]);
    expect(inferred(web({}), policy(toApi, [{ port: 80 }], {}), api)).toEqual([]);
    expect(inferred(web({}), policy(toApi), serving('api', 80, { image: 'grafana/loki:3.6.0' }))).toEqual([]);
  });

  test('is weaker than an address', () => {
    expect(inferred(calls('http://api'), policy(toApi), api)).toEqual(["Deployment/shop/api: API_URL names Service 'api'"]);
  });
});
