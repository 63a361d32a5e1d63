import { allowedBy, countedBy } from '../../src/manifests/quota';

test.each([
  ['pods', { of: 'pods' }],
  ['count/pods', { of: 'pods' }],
  ['cpu', { of: 'requests', resource: 'cpu' }],
  ['requests.cpu', { of: 'requests', resource: 'cpu' }],
  ['memory', { of: 'requests', resource: 'memory' }],
  ['requests.nvidia.com/gpu', { of: 'requests', resource: 'nvidia.com/gpu' }],
  ['hugepages-2Mi', { of: 'requests', resource: 'hugepages-2Mi' }],
  ['ephemeral-storage', { of: 'requests', resource: 'ephemeral-storage' }],
  ['limits.cpu', { of: 'limits', resource: 'cpu' }],
  ['limits.memory', { of: 'limits', resource: 'memory' }],
  ['persistentvolumeclaims', { of: 'claims' }],
  ['count/persistentvolumeclaims', { of: 'claims' }],
  ['requests.storage', { of: 'storage' }],
  ['gold.storageclass.storage.k8s.io/requests.storage', { of: 'storage', storageClass: 'gold' }],
  ['gold.storageclass.storage.k8s.io/persistentvolumeclaims', { of: 'claims', storageClass: 'gold' }],
  ['count/deployments.apps', { of: 'objects', type: 'Deployment.apps' }],
  ['count/statefulsets.apps', { of: 'objects', type: 'StatefulSet.apps' }],
  ['count/daemonsets.apps', { of: 'objects', type: 'DaemonSet.apps' }],
  ['services', { of: 'others' }],
  ['secrets', { of: 'mounted', type: 'Secret', made: 0 }],
  ['configmaps', { of: 'mounted', type: 'ConfigMap', made: 1 }],
  ['replicationcontrollers', { of: 'others' }],
  ['resourcequotas', { of: 'others' }],
  ['services.loadbalancers', { of: 'others' }],
  ['count/jobs.batch', { of: 'others' }],
])('%s counts %j', (name, counted) => {
  expect(countedBy(name)).toEqual(counted);
});

test.each([
  'count/replicasets.apps',
  'count/controllerrevisions.apps',
  'limits.ephemeral-storage',
  'toString',
  'my-services.x',
  'xhugepages-2Mi',
  'amount/pods',
  'gold.storageclass.storage.k8s.io/requests.storage.x',
])('whether pods depend on %s is not known', (name) => {
  expect(countedBy(name)).toBeUndefined();
});

test('processor time is allowed in thousandths, everything else as written', () => {
  expect(allowedBy({ of: 'requests', resource: 'cpu' }, '1500m')).toBe(1500);
  expect(allowedBy({ of: 'limits', resource: 'cpu' }, 2)).toBe(2000);
  expect([allowedBy({ of: 'requests', resource: 'memory' }, '1Ki'), allowedBy({ of: 'limits', resource: 'memory' }, '1Ki')]).toEqual([
    1024, 1024,
  ]);
  expect([allowedBy({ of: 'pods' }, '4'), allowedBy({ of: 'pods' }, 'many')]).toEqual([4, undefined]);
});
