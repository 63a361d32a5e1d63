import { applicationLabels, Platform, Storage, type StorageProps } from '../../src';
import { chartOf, find, manifestsOf, namesOf } from '../objects';

const minikube = Platform.minikube({ kubernetes: '1.36' });

test('All the props', () => {
  const { name, topology, ingress } = minikube;
  const { ready: _, ...storage } = minikube.storage;
  const platform = new Platform({ name, topology, ingress, storage: { ...storage, parameters: { type: 'fast' } } });
  const props: Required<StorageProps> = { platform };
  const manifests = manifestsOf((chart) => new Storage(chart, 'storage', props));
  expect(find(manifests, 'StorageClass', 'shop-retain')).toEqual({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'shop-retain', labels: { ...applicationLabels('shop'), 'app.kubernetes.io/component': 'storage' } },
    provisioner: 'k8s.io/minikube-hostpath',
    parameters: { type: 'fast' },
    volumeBindingMode: 'WaitForFirstConsumer',
    allowVolumeExpansion: true,
    reclaimPolicy: 'Retain',
  });
});

test('a class that the platform brings is not declared again', () => {
  const chart = chartOf();
  expect(new Storage(chart, 'storage', { platform: minikube }).className).toBe('standard');
  expect(
    namesOf(
      manifestsOf((other) => new Storage(other, 'storage', { platform: minikube })),
      'StorageClass',
    ),
  ).toEqual([]);
});
