import { nines } from '../cli/run';
import { listOf, type NodeProps, node } from './objects';
import { notesIn, poolsIn, topologyOfObjects } from './read';

const taint = (key: string, effect = 'NoSchedule') => ({ key, effect });

test.each<[string, NodeProps, string]>([
  ['cordoned', { unschedulable: true, taints: [taint('node.kubernetes.io/unschedulable')] }, 'cordoned'],
  ['not ready', { ready: 'False', taints: [taint('node.kubernetes.io/not-ready')] }, 'not ready'],
  ['silent', { ready: 'Unknown', taints: [taint('node.kubernetes.io/unreachable', 'NoExecute')] }, 'not ready'],
  ['being deleted', { metadata: { deletionTimestamp: '2026-11-20T08:00:00Z' } }, 'being deleted'],
  [
    'scaled down',
    { taints: [taint('ToBeDeletedByClusterAutoscaler')] },
    'the cluster autoscaler removes it: taint ToBeDeletedByClusterAutoscaler',
  ],
  ['consolidated', { taints: [taint('karpenter.sh/disrupted')] }, 'Karpenter removes it: taint karpenter.sh/disrupted'],
  ['out of service', { taints: [taint('node.kubernetes.io/out-of-service')] }, 'out of service: taint node.kubernetes.io/out-of-service'],
  [
    'shut down',
    { taints: [taint('node.cloudprovider.kubernetes.io/shutdown')] },
    'shut down: taint node.cloudprovider.kubernetes.io/shutdown',
  ],
  [
    'new',
    { taints: [taint('node.cloudprovider.kubernetes.io/uninitialized')] },
    'not initialized yet: taint node.cloudprovider.kubernetes.io/uninitialized',
  ],
  ['unregistered', { taints: [taint('karpenter.sh/unregistered', 'NoExecute')] }, 'not registered yet: taint karpenter.sh/unregistered'],
  [
    'starting',
    { taints: [taint('node.cilium.io/agent-not-ready')] },
    'an agent on it is not ready yet: taint node.cilium.io/agent-not-ready',
  ],
  ['of Fargate', { labels: { 'eks.amazonaws.com/compute-type': 'fargate' } }, 'made by Fargate for one pod'],
  ['virtual', { taints: [taint('virtual-kubelet.io/provider')] }, 'no machine is behind it'],
  ['without room', { allocatable: { pods: 0 } }, 'takes no pods'],
])('a node that is %s is left out, and the file says so', async (_, props, reason) => {
  const { text, topology } = await topologyOfObjects(node('one'), node('two'), node('other', props));
  expect(poolsIn(topology)).toEqual(['cluster: workers 2']);
  expect(topology.zones[0]?.pools[0]).not.toHaveProperty('taints');
  expect(notesIn(text)).toContain(`Left out: other (${reason}).`);
});

test('nodes of one reason share a line, which names four of many', async () => {
  const cordoned = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => node(name, { unschedulable: true }));
  const { text } = await topologyOfObjects(node('one'), ...cordoned);
  expect(notesIn(text)).toEqual(
    expect.arrayContaining([
      'Left out: a, b, c, d and 2 more (cordoned).',
      'When a node that is left out is back, run this again or raise its count.',
    ]),
  );
});

test('a taint of a state that passes is no taint of the pool, and is told', async () => {
  const full = node('full', { taints: [taint('node.kubernetes.io/memory-pressure')] });
  const { text, topology } = await topologyOfObjects(node('one'), full);
  expect(poolsIn(topology)).toEqual(['cluster: workers 2']);
  expect(notesIn(text)).toContain('Counted without the taint node.kubernetes.io/memory-pressure, which comes and goes: full.');
});

test('what a node that is left out offers may be missing', async () => {
  const { text } = await topologyOfObjects(node('one'), { ...node('new', { ready: 'False' }), status: { conditions: [] } });
  expect(notesIn(text)).toContain('Left out: new (without the condition Ready).');
});

test('where no node takes pods nothing is printed', async () => {
  const nodes = ['a', 'b', 'c', 'd'].map((name) => node(name, { unschedulable: true }));
  expect(await nines(['topology', '@nodes.json'], { 'nodes.json': listOf(...nodes) })).toEqual({
    code: 2,
    out: '',
    error:
      'nines: no node takes pods: a (cordoned), b (cordoned), c (cordoned), 1 more; print the nodes when one is ready and not cordoned\n',
  });
});
