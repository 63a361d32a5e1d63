import { node } from './objects';
import { notesIn, poolsIn, topologyOfObjects } from './read';

const TYPE = 'node.kubernetes.io/instance-type';

test('nodes of one shape are one pool in each zone, written once', async () => {
  const { text, topology } = await topologyOfObjects(...['a', 'a', 'b', 'b'].map((zone, index) => node(`n${index}`, { zone })));
  expect(poolsIn(topology)).toEqual(['a: workers 2', 'b: workers 2']);
  expect(topology.zones[1]?.pools[0]).toEqual(topology.zones[0]?.pools[0]);
  expect(text).toContain('\n    pools:\n      - *workers\n');
});

test.each([
  ['one pool, which comes again', ['a', 'b'], {}],
  ['one zone', ['a'], { disk: 'fast' }],
  ['two pools in each of two zones', ['a', 'b'], { disk: 'fast' }],
])('what has a name is named again: %s', async (_, zones, labels) => {
  const nodes = zones.flatMap((zone) => [node(`${zone}1`, { zone }), node(`${zone}2`, { zone, labels })]);
  const { text } = await topologyOfObjects(...nodes);
  const named = (mark: RegExp) => [...new Set([...text.matchAll(mark)].map(([, name]) => name))].sort();
  expect(named(/ &(\S+)/g)).toEqual(named(/ \*(\S+)/g));
});

test('labels, taints, and what they offer tell pools apart', async () => {
  const gpu = { taints: [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }], allocatable: { 'nvidia.com/gpu': '1' } };
  const { topology } = await topologyOfObjects(
    node('plain', { labels: { [TYPE]: 'm' } }),
    node('disk', { labels: { [TYPE]: 'm', disk: 'fast' } }),
    node('gpu', { labels: { [TYPE]: 'g' }, ...gpu }),
    node('large', { labels: { [TYPE]: 'xl' }, allocatable: { memory: '8Gi', 'hugepages-2Mi': '0', 'attachable-volumes-aws-ebs': '25' } }),
  );
  expect(topology.zones[0]?.pools.map(({ rate: _, ...pool }) => pool)).toEqual([
    {
      name: 'g',
      count: 1,
      labels: { [TYPE]: 'g' },
      taints: [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }],
      allocatable: { cpu: '2', memory: '4Gi', pods: 110, 'nvidia.com/gpu': '1' },
    },
    { name: 'm', count: 1, labels: { [TYPE]: 'm', disk: 'fast' }, allocatable: { cpu: '2', memory: '4Gi', pods: 110 } },
    { name: 'm-2', count: 1, labels: { [TYPE]: 'm' }, allocatable: { cpu: '2', memory: '4Gi', pods: 110 } },
    { name: 'xl', count: 1, labels: { [TYPE]: 'xl' }, allocatable: { cpu: '2', memory: '8Gi', pods: 110 } },
  ]);
});

test.each(['karpenter.sh/nodepool', 'eks.amazonaws.com/nodegroup', 'cloud.google.com/gke-nodepool', 'agentpool', 'lke.linode.com/pool-id'])(
  'a pool is named by %s',
  async (label) => {
    const { topology } = await topologyOfObjects(node('one', { labels: { [label]: 'batch', [TYPE]: 'm' } }));
    expect(poolsIn(topology)).toEqual(['cluster: batch 1']);
  },
);

test('pools of one name are told apart by their machine types', async () => {
  const made = (name: string, type: string, cpu: string) =>
    node(name, { labels: { 'eks.amazonaws.com/nodegroup': 'web', [TYPE]: type }, allocatable: { cpu } });
  const { topology } = await topologyOfObjects(made('one', 'm', '2'), made('two', 'l', '4'));
  expect(poolsIn(topology)).toEqual(['cluster: web-l 1', 'cluster: web-m 1']);
});

test('memory of one type differs by some pages: the pool has the least, and says so', async () => {
  const { text, topology } = await topologyOfObjects(
    node('one', { allocatable: { memory: '4000000Ki' } }),
    node('two', { allocatable: { memory: '4020000Ki' } }),
    node('three', { allocatable: { memory: '4100000Ki' } }),
  );
  expect(topology.zones[0]?.pools.map(({ count, allocatable: { memory } }) => [count, memory])).toEqual([
    [2, '4000000Ki'],
    [1, '4100000Ki'],
  ]);
  expect(text).toContain('        # The least of its 2 nodes: they differ by up to 0.5%.\n        allocatable: { cpu: ');
});

test('labels of a place are those of the zone, where all of its nodes agree', async () => {
  const place = (region: string, rack: string) => ({ 'topology.kubernetes.io/region': region, 'topology.example/rack': rack });
  const { topology } = await topologyOfObjects(
    node('one', { zone: 'a', labels: place('north', 'r1') }),
    node('two', { zone: 'a', labels: place('north', 'r2') }),
    node('three', { zone: 'b', labels: place('north', 'r3') }),
  );
  expect(topology.zones.map(({ labels }) => labels)).toEqual([
    { 'topology.kubernetes.io/region': 'north' },
    { 'topology.kubernetes.io/region': 'north', 'topology.example/rack': 'r3' },
  ]);
  expect(topology.zones[0]?.pools.map(({ labels }) => labels)).toEqual([
    { 'topology.example/rack': 'r1' },
    { 'topology.example/rack': 'r2' },
  ]);
});

test('labels that name a node or its release are left out, and the file says which', async () => {
  const { text, topology } = await topologyOfObjects(
    ...['one', 'two'].map((name) =>
      node(name, { labels: { 'example.com/node': name, 'kubernetes.azure.com/node-image-version': `image of ${name}`, tier: 'web' } }),
    ),
  );
  expect(topology.zones[0]?.pools).toMatchObject([{ count: 2, labels: { tier: 'web' } }]);
  expect(notesIn(text)).toEqual(
    expect.arrayContaining([
      'Labels left out, since they name one node: example.com/node.',
      'Labels left out, since upgrades change them: kubernetes.azure.com/node-image-version.',
    ]),
  );
});

test('nodes without a zone label, beside others, are a zone without a label', async () => {
  const { text, topology } = await topologyOfObjects(node('one', { zone: 'a' }), node('two', { zone: 'b' }), node('three'));
  expect(topology.zones.map(({ name, label }) => [name, label])).toEqual([
    ['a', undefined],
    ['b', undefined],
    ['without-zone-label', false],
  ]);
  expect(text).toContain(
    "\n  # Without the label topology.kubernetes.io/zone: three. A pod that must spread over zones can't go here. Counted as a\n  # zone of its own: if these machines stand in one of the others, this is too optimistic.\n  - name: without-zone-label\n",
  );
});

test('architectures and operating systems other than amd64 and linux are labels', async () => {
  const { text, topology } = await topologyOfObjects(
    node('one'),
    node('arm', { labels: { 'kubernetes.io/arch': 'arm64' } }),
    node('win', { labels: { 'kubernetes.io/os': 'windows' } }),
  );
  expect(topology.zones[0]?.pools.map(({ labels }) => labels)).toEqual([
    undefined,
    { 'kubernetes.io/arch': 'arm64' },
    { 'kubernetes.io/os': 'windows' },
  ]);
  expect(notesIn(text)).toEqual(
    expect.arrayContaining([
      "Nodes of linux and windows: a pod without the nodeSelector kubernetes.io/os may go to either, and no taint keeps Linux pods off the Windows nodes. Nines doesn't know which of them an image runs on.",
      "Nodes of amd64 and arm64: an image has to be built for both, or its pod selects kubernetes.io/arch. Nines doesn't know which of them an image is built for.",
    ]),
  );
});

test('a taint on Windows nodes is told', async () => {
  const taints = [{ key: 'os', value: 'windows', effect: 'NoSchedule' }];
  const { text } = await topologyOfObjects(node('one'), node('win', { labels: { 'kubernetes.io/os': 'windows' }, taints }));
  expect(notesIn(text).join()).toContain('may go to either unless a taint keeps it off.');
});

test.each<Record<string, string>>([
  { 'karpenter.sh/capacity-type': 'spot' },
  { 'eks.amazonaws.com/capacityType': 'SPOT' },
  { 'cloud.google.com/gke-spot': 'true' },
  { 'kubernetes.azure.com/scalesetpriority': 'spot' },
])('%p: the file says that the rate does not count what a provider takes back', async (labels) => {
  const { text } = await topologyOfObjects(node('one', { labels }));
  expect(text).toContain('      # Spot machines: the provider takes them back,');
});
