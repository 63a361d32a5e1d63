import { type Topology, type Transition, transitionsOf } from '../../src/availability';
import { indexed } from '../indexed';
import { workload, zones } from './manifests';

const SAFE = 'from every placement that the old pods may have, each new pod finds a node';

function named(kind: 'ConfigMap' | 'Secret', name: string) {
  return { apiVersion: 'v1', kind, metadata: { name, namespace: 'shop' } };
}

function web(image: string, more: Record<string, unknown> = {}) {
  return workload({ pod: { containers: [{ name: 'main', image, resources: { requests: { cpu: '100m' } } }], ...more } });
}

function way(before: readonly object[], after: readonly object[], more: Partial<Topology> = {}): Transition | undefined {
  return transitionsOf(indexed(before), indexed(after), zones([1, 1, 1], more))('Deployment/shop/web');
}

const pulling = { imagePullSecrets: [{ name: 'registry' }] };
const mounting = { volumes: [{ name: 'settings', configMap: { name: 'settings' } }] };

test('an image pull secret that is gone', () => {
  expect(way([web('a:1', pulling), named('Secret', 'registry')], [web('a:2', pulling)])).toEqual({
    verdict: 'unknown',
    because: 'Secret/shop/registry is gone from the manifests: once it is deleted, its pods may not get their image',
  });
});

test('an image pull secret that was never in the manifests', () => {
  expect(way([web('a:1', pulling)], [web('a:2', pulling)])).toEqual({ verdict: 'safe', because: SAFE });
  expect(way([web('a:1')], [web('a:2', pulling)])).toEqual({
    verdict: 'unknown',
    because: 'Secret/shop/registry is not in the manifests: unless it exists, its pods may not get their image',
  });
  expect(way([web('a:1')], [web('a:2', pulling)], { provided: ['Secret/shop/other'] })).toEqual({
    verdict: 'unknown',
    because: 'Secret/shop/registry is neither in the manifests nor in the cluster: its pods may not get their image',
  });
  expect(way([web('a:1')], [web('a:2', pulling)], { provided: ['Secret/shop/registry'] })).toEqual({ verdict: 'safe', because: SAFE });
});

test('a ConfigMap that the new pods need', () => {
  expect(way([web('a:1')], [web('a:2', mounting), named('ConfigMap', 'settings')])).toEqual({ verdict: 'safe', because: SAFE });
  expect(way([web('a:1', mounting), named('ConfigMap', 'settings')], [web('a:2', mounting)])).toEqual({
    verdict: 'unknown',
    because: 'ConfigMap/shop/settings is gone from the manifests: once it is deleted, its pods never start',
  });
  expect(way([web('a:1')], [web('a:2', mounting)], { provided: ['ConfigMap/shop/other'] })).toEqual({
    verdict: 'stuck',
    because: 'ConfigMap/shop/settings is neither in the manifests nor in the cluster: its pods never start',
  });
});

test('what a pod does without, and what a controller makes, is not missing', () => {
  const optional = { volumes: [{ name: 'settings', configMap: { name: 'settings', optional: true } }] };
  expect(way([web('a:1')], [web('a:2', optional)])).toEqual({ verdict: 'safe', because: SAFE });
  const certificate = {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { secretName: 'web-tls', dnsNames: ['web'], issuerRef: { name: 'ca' } },
  };
  const mounted = { volumes: [{ name: 'tls', secret: { secretName: 'web-tls' } }] };
  expect(way([web('a:1')], [web('a:2', mounted), certificate])).toEqual({ verdict: 'safe', because: SAFE });
});

test('a claim that the new pods mount', () => {
  const volume = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'files' } }] };
  expect(way([web('a:1')], [web('a:2', volume)])?.because).toBe(
    'PersistentVolumeClaim/shop/files is not in the manifests: unless it exists, its pods never start',
  );
});
