import type { Manifest } from '../../lib/synthesis/manifest';
import { createSecretLine, secretReferences } from '../../lib/synthesis/secrets';

function deployment(podSpec: object): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'backend', namespace: 'shop' },
    spec: { template: { spec: podSpec } },
  };
}

function ingress(annotations: Record<string, string>): Manifest {
  const spec = { tls: [{ hosts: ['shop.example'], secretName: 'public-tls' }] };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'public', namespace: 'shop', annotations }, spec };
}

test('finds each way to refer to a Secret, and its keys once', () => {
  const manifest = deployment({
    initContainers: [{ env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'login', key: 'user' } } }] }],
    containers: [
      {
        env: [
          { name: 'A', valueFrom: { secretKeyRef: { name: 'login', key: 'user' } } },
          { name: 'B', valueFrom: { secretKeyRef: { name: 'login', key: 'password' } } },
        ],
        envFrom: [{ secretRef: { name: 'all' } }],
      },
    ],
    imagePullSecrets: [{ name: 'registry' }],
    volumes: [
      { name: 'v', secret: { secretName: 'volume', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      { name: 'p', projected: { sources: [{ secret: { name: 'projected', items: [{ key: 'token', path: 'token' }] } }] } },
    ],
  });
  expect(secretReferences([manifest])).toEqual([
    { namespace: 'shop', name: 'all', type: 'Opaque', keys: [] },
    { namespace: 'shop', name: 'login', type: 'Opaque', keys: ['password', 'user'] },
    { namespace: 'shop', name: 'projected', type: 'Opaque', keys: ['token'] },
    { namespace: 'shop', name: 'registry', type: 'kubernetes.io/dockerconfigjson', keys: ['.dockerconfigjson'] },
    { namespace: 'shop', name: 'volume', type: 'Opaque', keys: ['ca.crt'] },
  ]);
});

test('a CronJob’s pods count, optional Secrets do not', () => {
  const podSpec = { containers: [{ envFrom: [{ secretRef: { name: 'need' } }, { secretRef: { name: 'may', optional: true } }] }] };
  const spec = { jobTemplate: { spec: { template: { spec: podSpec } } } };
  const cronJob = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'c', namespace: 'shop' }, spec };
  expect(secretReferences([cronJob]).map(({ name }) => name)).toEqual(['need']);
});

test('what the manifests hold, or cert-manager issues, nobody must create', () => {
  const pod = deployment({ volumes: [{ secret: { secretName: 'issued' } }, { secret: { secretName: 'held' } }] });
  const issued = {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'x', namespace: 'shop' },
    spec: { secretName: 'issued' },
  };
  const held = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'held', namespace: 'shop' } };
  expect(secretReferences([pod, issued, held, ingress({ 'cert-manager.io/cluster-issuer': 'letsencrypt' })])).toEqual([]);
});

test("an Ingress' and a Gateway's certificates that nobody issues are listed", () => {
  const spec = { listeners: [{ tls: { certificateRefs: [{ name: 'gateway-tls' }] } }] };
  const gateway = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name: 'public', namespace: 'shop' }, spec };
  expect(secretReferences([ingress({}), gateway])).toEqual([
    { namespace: 'shop', name: 'gateway-tls', type: 'kubernetes.io/tls', keys: ['tls.crt', 'tls.key'] },
    { namespace: 'shop', name: 'public-tls', type: 'kubernetes.io/tls', keys: ['tls.crt', 'tls.key'] },
  ]);
});

test.each([
  ['Opaque', ['a', 'b'], 'kubectl --namespace shop create secret generic s --from-literal=a=... --from-literal=b=...'],
  ['Opaque', [], 'kubectl --namespace shop create secret generic s --from-literal=KEY=...'],
  ['kubernetes.io/tls', ['tls.crt', 'tls.key'], 'kubectl --namespace shop create secret tls s --cert=tls.crt --key=tls.key'],
  [
    'kubernetes.io/dockerconfigjson',
    ['.dockerconfigjson'],
    'kubectl --namespace shop create secret docker-registry s --docker-server=... --docker-username=... --docker-password=...',
  ],
] as const)('a Secret of type %s with the keys %j has its line', (type, keys, line) => {
  expect(createSecretLine({ namespace: 'shop', name: 's', type, keys })).toBe(line);
});
