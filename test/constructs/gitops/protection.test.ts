import { ApiObject } from 'cdk8s';
import { annotateForGitOps, manifestsOf, synthesisOf } from '../../../src';
import { chartOf, find } from '../../find';
import { Shop } from '../../fixtures/shop/application';
import { local, production } from '../../fixtures/shop/environments';

const delivery = { name: 'shop', repository: 'https://git.example/shop.git' };
const KEPT = { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false', 'kustomize.toolkit.fluxcd.io/prune': 'disabled' };

/** The annotations of an object that a chart was given. */
function annotationsOf(manifest: { apiVersion: string; kind: string } & object, options = {}): Readonly<Record<string, string>> {
  const chart = chartOf();
  const object = new ApiObject(chart, 'object', { metadata: { name: 'it' }, ...manifest });
  annotateForGitOps(chart, options);
  const { 'argocd.argoproj.io/sync-wave': _, ...others } = object.toJson().metadata.annotations;
  return others;
}

test.each([
  { apiVersion: 'v1', kind: 'Namespace' },
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  { apiVersion: 'v1', kind: 'PersistentVolume' },
  { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' },
  { apiVersion: 'apps/v1', kind: 'StatefulSet', spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] } },
])('$kind holds data: neither Argo CD nor Flux deletes it', (manifest) => {
  expect(annotationsOf(manifest)).toEqual(KEPT);
});

test.each([
  { apiVersion: 'apps/v1', kind: 'StatefulSet', spec: {} },
  { apiVersion: 'apps/v1', kind: 'Deployment' },
  { apiVersion: 'v1', kind: 'ConfigMap' },
])('$kind without data is pruned with its commit: %j', (manifest) => {
  expect(annotationsOf(manifest)).toEqual({});
});

test('sync options that an object has already stay', () => {
  const annotations = { 'argocd.argoproj.io/sync-options': 'Prune=confirm, Replace=true', 'kustomize.toolkit.fluxcd.io/prune': 'enabled' };
  expect(annotationsOf({ apiVersion: 'v1', kind: 'Namespace', metadata: { annotations } } as never)).toEqual({
    'argocd.argoproj.io/sync-options': 'Prune=confirm,Replace=true,Delete=false',
    'kustomize.toolkit.fluxcd.io/prune': 'enabled',
  });
});

test.each([
  { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' },
  { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway' },
  { apiVersion: 'v1', kind: 'Service', spec: { type: 'LoadBalancer' } },
])('without load balancers the health of $kind is ignored, since it never gets an address', (manifest) => {
  expect(annotationsOf(manifest, { loadBalancers: false })).toEqual({ 'argocd.argoproj.io/ignore-healthcheck': 'true' });
  expect(annotationsOf(manifest)).toEqual({});
});

test('minikube has no load balancers, and a provider has', () => {
  const ingress = (environment: typeof local | typeof production) =>
    find(manifestsOf(synthesisOf<typeof environment>(environment, (app, it) => new Shop(app, it), { delivery })), 'Ingress', 'public');
  expect(ingress(local).metadata.annotations).toMatchObject({ 'argocd.argoproj.io/ignore-healthcheck': 'true' });
  expect(ingress(production).metadata.annotations).not.toHaveProperty(['argocd.argoproj.io/ignore-healthcheck']);
});

test('annotating twice changes nothing', () => {
  const chart = chartOf();
  const object = new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'it' } });
  annotateForGitOps(chart);
  const once = object.toJson();
  annotateForGitOps(chart);
  expect(object.toJson()).toEqual(once);
});
