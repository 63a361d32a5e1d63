import { nines } from '../cli/run';
import { listOf, node } from './objects';
import { notesIn, poolsIn, topologyOfObjects } from './read';

const made = (name: string, zone = 'a') => node(name, { zone, labels: { 'karpenter.sh/nodepool': 'web' } });
const nodePool = (name: string, spec: object) => ({ apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name }, spec });
const zones = { template: { spec: { requirements: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: ['a', 'b', 'c'] }] } } };
const MOVING = "Karpenter adds and removes nodes of its NodePool 'web': the counts are those of now.";

test.each<[string, readonly object[], string]>([
  ['without its NodePool', [], MOVING],
  [
    'without a limit',
    [nodePool('web', {})],
    `${MOVING} It has no limit: to count on growth, write autoscaling: { max: 4, start: 2m } into its pools.`,
  ],
  [
    'with a limit, and a zone without a node',
    [nodePool('web', { limits: { cpu: 100, memory: '1000Gi' }, ...zones })],
    `${MOVING} Its limit is cpu 100, memory 1000Gi in all zones together: to count on growth, write autoscaling: { max: 4, start: 2m } with a share of that into its pools. It may use c too, where it has no node.`,
  ],
])('nodes of Karpenter %s', async (_, pools, note) => {
  const { text } = await topologyOfObjects(made('one'), made('two', 'b'), ...pools);
  expect(notesIn(text)).toContain(note);
});

test('a NodePool without a node is told', async () => {
  const { text, topology } = await topologyOfObjects(node('one'), nodePool('gpu', {}));
  expect(poolsIn(topology)).toEqual(['cluster: workers 1']);
  expect(notesIn(text)).toContain("Karpenter's NodePool 'gpu' has no node now, and no object says the size of its next: it is left out.");
});

const owner = (name: string) => ({ 'cluster.x-k8s.io/owner-kind': 'MachineSet', 'cluster.x-k8s.io/owner-name': `${name}-x7k2p` });
const deployment = (name: string, replicas: number, annotations: object = {}, template: object = {}) => ({
  apiVersion: 'cluster.x-k8s.io/v1beta2',
  kind: 'MachineDeployment',
  metadata: { name, annotations },
  spec: { replicas, template: { spec: template } },
});
const capacity = (of: object) =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [`capacity.cluster-autoscaler.kubernetes.io/${key}`, value]));

test('nodes of a MachineDeployment are its pool, and its bounds are told', async () => {
  const bounds = {
    'cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size': '1',
    'cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size': '5',
  };
  const { text, topology } = await topologyOfObjects(node('one', { annotations: owner('web-a') }), deployment('web-a', 2, bounds));
  expect(poolsIn(topology)).toEqual(['cluster: web-a 1']);
  expect(notesIn(text)).toContain(
    "MachineDeployment 'web-a' asks for 2, 1 is counted. An autoscaler keeps it from 1 to 5. To count on growth, write autoscaling: { max: 4, start: 2m } into its pool.",
  );
});

test('a MachineDeployment whose annotations say a size needs no node', async () => {
  const size = {
    cpu: '4',
    memory: '16Gi',
    maxPods: '58',
    'ephemeral-disk': '50Gi',
    labels: 'tier=batch,fast=',
    taints: 'tier=batch:NoSchedule',
  };
  const { text, topology } = await topologyOfObjects(
    deployment('batch', 3, capacity(size), { failureDomain: 'a', version: 'v1.36.2' }),
    deployment('none', 0, capacity(size)),
  );
  expect(topology).toMatchObject({
    kubernetes: '1.36',
    zones: [
      {
        name: 'a',
        pools: [
          {
            name: 'batch',
            count: 3,
            labels: { tier: 'batch', fast: '' },
            taints: [{ key: 'tier', value: 'batch', effect: 'NoSchedule' }],
            allocatable: { cpu: '4', memory: '16Gi', pods: 58, 'ephemeral-storage': '50Gi' },
          },
        ],
      },
    ],
  });
  expect(text).toContain('# None of these is among the nodes: count and size are those that the MachineDeployment asks for.\n');
  expect(text).toContain('# Capacities, from annotations: what the system and the kubelet reserve is still to be taken off.\n');
});

test('a MachineDeployment that an autoscaler grows from zero is a pool without a node', async () => {
  const bounds = (most: string) => ({
    'cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size': '0',
    'cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size': most,
  });
  const { text, topology } = await topologyOfObjects(
    node('one'),
    deployment('gpu', 0, { ...bounds('3'), ...capacity({ cpu: '4', memory: '16Gi' }) }),
    deployment('none', 0, { ...bounds('0'), ...capacity({ cpu: '4', memory: '16Gi' }) }),
  );
  expect(topology.zones[0]?.pools.map(({ name, count, autoscaling }) => ({ name, count, autoscaling }))).toEqual([
    { name: 'workers', count: 1, autoscaling: undefined },
    { name: 'gpu', count: 0, autoscaling: { max: 3, start: '2m' } },
  ]);
  expect(text).toContain(
    '# It has no node until an autoscaler adds one. How long that takes is an assumption: write your own start.\n      - name: gpu\n',
  );
  expect(notesIn(text)).toContain("MachineDeployment 'gpu' asks for 0. An autoscaler keeps it from 0 to 3.");
});

test.each([
  ['a NodePool', nodePool('web', {}), '@nodes.json:5:9: '],
  ['a MachineDeployment without a size', deployment('web', 2), '@nodes.json:5:9: '],
])('%s alone says nothing about machines', async (_, object, place) => {
  expect(await nines(['topology', '@nodes.json'], { 'nodes.json': listOf(object) })).toEqual({
    code: 2,
    out: '',
    error: `nines: ${place}no Node object, and nothing else says how large the machines are; add the output of kubectl get nodes -o json\n`,
  });
});
