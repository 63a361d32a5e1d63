import { isNamespaced, typeOf } from '../../src/manifests/scope';

test.each([
  ['v1', 'Pod', true],
  ['v1', 'Namespace', false],
  ['v1', 'PersistentVolume', false],
  ['v1', 'PersistentVolumeClaim', true],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', false],
  ['rbac.authorization.k8s.io/v1', 'Role', true],
  ['storage.k8s.io/v1', 'StorageClass', false],
  ['scheduling.k8s.io/v1alpha1', 'Workload', true],
  ['cert-manager.io/v1', 'ClusterIssuer', false],
  ['cert-manager.io/v1', 'Issuer', true],
  ['gateway.networking.k8s.io/v1', 'GatewayClass', false],
  ['argoproj.io/v1alpha1', 'Application', true],
  ['monitoring.coreos.com/v1', 'ServiceMonitor', true],
  ['example.com/v1', 'Thing', undefined],
])('whether %s %s is namespaced: %p', (apiVersion, kind, namespaced) => {
  expect(isNamespaced(typeOf(apiVersion, kind))).toBe(namespaced);
});
