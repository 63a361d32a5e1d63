import { node, pod } from './objects';
import { notesIn, topologyOfObjects } from './read';

const small = { cpu: '50m', memory: '64Mi' };
const nodes = [node('one'), node('two')];

test('pods of system DaemonSets and of kubelets are reserved: the most of any node', async () => {
  const { text, topology } = await topologyOfObjects(
    ...['one', 'two'].map((name) => node(name, { allocatable: { 'ephemeral-storage': '100Gi' } })),
    pod('proxy-1', 'one', { requests: small }),
    pod('proxy-2', 'two', { requests: small }),
    pod('etcd', 'one', { owner: ['Node', 'one'], requests: { cpu: '100m', 'ephemeral-storage': '1Gi', 'example.com/none': '1' } }),
    pod('collector', 'two', { namespace: 'gmp-system', requests: { memory: '1000' } }),
  );
  expect(topology.zones[0]?.pools[0]?.reserved).toEqual({ cpu: '150m', memory: '67109864', pods: 2, 'ephemeral-storage': '1Gi' });
  expect(text).toContain('        # Of the node with the most system pods: the others have less.\n        reserved: ');
  expect(notesIn(text)).toContain('Reserved on each node: gmp-system/collector, kube-system/proxy, kube-system/static pods.');
});

test('all other pods are told, and not reserved', async () => {
  const { text, topology } = await topologyOfObjects(
    ...nodes,
    pod('exporter-1', 'one', { namespace: 'monitoring', requests: small }),
    pod('dns-1', 'one', { owner: ['ReplicaSet', 'dns-7d'], requests: small }),
    pod('web-1', 'two', { namespace: 'shop', owner: ['ReplicaSet', 'web-7d'], requests: { cpu: '1' } }),
  );
  expect(topology.zones[0]?.pools[0]).not.toHaveProperty('reserved');
  expect(notesIn(text)).toEqual(
    expect.arrayContaining([
      'No DaemonSet of the system is among the pods, so nothing is reserved.',
      "Not reserved, since manifests that you check may contain them: the DaemonSets monitoring/exporter (50m CPU and 64Mi of memory). Add those that they don't.",
      'Not reserved either: 2 pods of kube-system, shop, which ask for 1050m CPU and 64Mi of memory in all. Add what stays beside the manifests that you check.',
    ]),
  );
});

test.each([
  ['has ended', 'one', { phase: 'Succeeded' }],
  ['has failed', 'one', { phase: 'Failed' }],
  ['is being deleted', 'one', { metadata: { deletionTimestamp: '2026-11-20T08:00:00Z' } }],
  ['waits', undefined, {}],
  ['is on a node that is left out', 'three', {}],
] as const)('a pod that %s holds nothing', async (_, on, props) => {
  const objects = [...nodes, pod('proxy-1', 'one', { requests: small }), pod('proxy-2', on, { requests: { cpu: '1' }, ...props })];
  const { topology } = await topologyOfObjects(...objects);
  expect(topology.zones[0]?.pools[0]?.reserved).toEqual({ cpu: '50m', memory: '64Mi', pods: 1 });
});

test('a pod that two outputs show is one', async () => {
  const proxy = pod('proxy-1', 'one', { requests: small });
  const { topology } = await topologyOfObjects(...nodes, proxy, proxy);
  expect(topology.zones[0]?.pools[0]?.reserved).toEqual({ cpu: '50m', memory: '64Mi', pods: 1 });
});

test('without pods the file says that nothing is reserved', async () => {
  const { text } = await topologyOfObjects(...nodes);
  expect(notesIn(text)).toContain(
    'No pods were given, so nothing is reserved for those of the system, and nodes look roomier than they are: add kubectl get pods -A -o json.',
  );
});
