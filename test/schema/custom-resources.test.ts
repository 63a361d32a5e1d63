import { validate } from '../../src/schema';

const certificate = (spec: object) => ({
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: { name: 'shop' },
  spec: { secretName: 'shop-tls', issuerRef: { name: 'acme', kind: 'ClusterIssuer' }, dnsNames: ['shop.example'], ...spec },
});

const route = (rule: object, spec: object = {}) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'shop' },
  spec: {
    parentRefs: [{ name: 'public' }],
    hostnames: ['shop.example'],
    rules: [{ backendRefs: [{ name: 'backend', port: 8080 }], ...rule }],
    ...spec,
  },
});

const issuer = {
  apiVersion: 'cert-manager.io/v1',
  kind: 'ClusterIssuer',
  metadata: { name: 'acme' },
  spec: {
    acme: {
      server: 'https://acme.example/directory',
      privateKeySecretRef: { name: 'acme-key' },
      solvers: [{ http01: { ingress: { ingressClassName: 'nginx' } } }],
    },
  },
};

const application = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'shop', namespace: 'argocd', finalizers: ['resources-finalizer.argocd.argoproj.io'] },
  spec: {
    project: 'default',
    source: { repoURL: 'https://git.example/shop', path: 'dist/production', helm: { valuesObject: { any: { thing: [1] } } } },
    destination: { server: 'https://kubernetes.default.svc', namespace: 'shop' },
    syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['ServerSideApply=true'] },
  },
};

const monitor = {
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  metadata: { name: 'backend' },
  spec: { selector: { matchLabels: { app: 'backend' } }, endpoints: [{ port: 'api', path: '/metrics', interval: '30s' }] },
};

test.each([certificate({}), route({ matches: [{ path: { type: 'PathPrefix', value: '/api' } }] }), issuer, application, monitor])(
  '%j is taken on every version',
  (manifest) => {
    for (const version of ['1.35', '1.36']) expect(validate(manifest, version)).toEqual([]);
  },
);

test.each([
  [certificate({ isCa: true }), '/spec/isCa', 'unknown-field', "unknown field 'isCa'", "write 'isCA'"],
  [
    certificate({ privateKey: { algorithm: 'rsa' } }),
    '/spec/privateKey/algorithm',
    'not-in-enum',
    "unsupported value 'rsa'",
    "write 'RSA'",
  ],
  [certificate({ secretName: null }), '/spec', 'missing', "'secretName' is missing", "add 'secretName', a string"],
  [
    route({ backendRefs: [{ name: 'backend', port: 80_800 }] }),
    '/spec/rules/0/backendRefs/0/port',
    'out-of-range',
    '80800 is out of range',
    'use a number from 1 to 65535',
  ],
  [
    route({}, { hostnames: ['Shop'] }),
    '/spec/hostnames/0',
    'syntax',
    "invalid value 'Shop'",
    expect.stringMatching(/^use a value that matches \^/),
  ],
  [
    route({ filters: [{ type: 'RequestRedirect', requestRedirect: { statusCode: 300 } }] }),
    '/spec/rules/0/filters/0/requestRedirect/statusCode',
    'not-in-enum',
    'unsupported value 300',
    'use 301, 302, 303, 307 or 308',
  ],
  [
    { ...certificate({}), apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', spec: { gatewayClassName: 'a', listeners: [] } },
    '/spec/listeners',
    'out-of-range',
    'the list must not be empty',
    'add an item',
  ],
  [
    {
      ...certificate({}),
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      spec: { gatewayClassName: 'a', listeners: [1, 2].map((port) => ({ name: 'http', port, protocol: 'HTTP' })) },
    },
    '/spec/listeners',
    'duplicate',
    'duplicate items: 0 and 1 have the same name',
    'change or remove one of them',
  ],
  [
    { ...application, spec: { ...application.spec, syncPolicy: { automated: { prune: 'yes' } } } },
    '/spec/syncPolicy/automated/prune',
    'wrong-type',
    "must be a boolean, got a string: 'yes'",
    'write true or false',
  ],
])('%j is rejected', (manifest, pointer, problem, message, fix) => {
  expect(validate(manifest, '1.36')).toEqual([{ pointer, problem, message, fix }]);
});
