import { reasonToKeep } from '../../src/deploy/pruning';
import type { KubernetesObject } from '../../src/manifests/object';
import { indexed } from '../indexed';

function reason(kind: string, apiVersion: string, more: object = {}, annotations: object = {}): string | undefined {
  const manifest = { apiVersion, kind, metadata: { name: 'a', annotations }, ...more };
  return reasonToKeep(indexed([manifest]).objects[0] as KubernetesObject);
}

test.each([
  ['Namespace', 'v1', 'everything in it would be deleted with it'],
  ['PersistentVolume', 'v1', 'it holds data'],
  ['PersistentVolumeClaim', 'v1', 'it holds data'],
  ['StorageClass', 'storage.k8s.io/v1', 'claims refer to it'],
  ['CustomResourceDefinition', 'apiextensions.k8s.io/v1', 'every object of its kind would be deleted with it'],
  ['VolumeSnapshot', 'snapshot.storage.k8s.io/v1', 'it holds data'],
  ['VolumeSnapshotContent', 'snapshot.storage.k8s.io/v1', 'it holds data'],
  ['StatefulSet', 'apps/v1', undefined],
  ['Deployment', 'apps/v1', undefined],
  ['Secret', 'v1', undefined],
])('%s: %s', (kind, apiVersion, expected) => {
  expect(reason(kind, apiVersion)).toBe(expected);
});

test('a StatefulSet with claim templates is kept', () => {
  expect(reason('StatefulSet', 'apps/v1', { spec: { volumeClaimTemplates: [{}] } })).toBe('its volumes hold data');
});

test.each([
  ['argocd.argoproj.io/sync-options', 'Prune=false,Delete=false', 'it says Prune=false'],
  ['argocd.argoproj.io/sync-options', 'ServerSideApply=true, Prune=confirm', 'it says Prune=confirm'],
  ['argocd.argoproj.io/sync-options', 'Delete=false', undefined],
  ['kustomize.toolkit.fluxcd.io/prune', 'disabled', 'it says kustomize.toolkit.fluxcd.io/prune: disabled'],
  ['kustomize.toolkit.fluxcd.io/prune', 'enabled', undefined],
])('%s: %s', (name, value, expected) => {
  expect(reason('ConfigMap', 'v1', {}, { [name]: value })).toBe(expected);
});
