import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { IngressClass, Platform } from '../../src';
import { RefusedError } from '../../src/constructs/parts/refuse';

const nodes = { count: 2, cpu: Cpu.units(2), memory: Size.gibibytes(8) };
const zones = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];

function platform(change: Partial<Platform['topology']>): Platform {
  const pool = { name: 'workers', count: 1, allocatable: { cpu: '1', memory: '1Gi', pods: 110 }, rate: 'never' as const };
  const topology = { kubernetes: '1.36', zones: [{ name: 'a', rate: 'never' as const, pools: [pool] }], ...change };
  return new Platform({ name: 'mine', topology, storage: { provisioner: 'x' }, ingress: IngressClass.traefik() });
}

test('minikube is one node without a zone label', () => {
  const minikube = Platform.minikube({ kubernetes: '1.36' });
  expect({ nodes: minikube.nodeCount, zones: minikube.hasZones }).toEqual({ nodes: 1, zones: false });
  expect(minikube.storage.ready).toEqual({ name: 'standard', reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' });
});

test('a DigitalOcean node of 4 GB leaves 2.5 GiB and 1.9 processors', () => {
  const region = Platform.digitalOcean({ kubernetes: '1.36', region: 'fra1', nodes: { ...nodes, count: 3, memory: Size.gibibytes(4) } });
  expect({ nodes: region.nodeCount, zones: region.hasZones }).toEqual({ nodes: 3, zones: false });
  expect(region.pools.map(({ allocatable }) => allocatable)).toEqual([{ cpu: '1900m', memory: '2560Mi', pods: 110 }]);
});

test('AWS has nodes in each zone, and no class to rely on', () => {
  const aws = Platform.aws({ kubernetes: '1.36', zones, nodes });
  expect({ nodes: aws.nodeCount, zones: aws.hasZones, ready: aws.storage.ready }).toEqual({ nodes: 6, zones: true, ready: undefined });
  expect(aws.pools[0]?.allocatable).toEqual({ cpu: '1930m', memory: '7272Mi', pods: 29 });
});

test('a topology is plain data', () => {
  const { topology } = Platform.aws({ kubernetes: '1.36', zones, nodes });
  expect(JSON.parse(JSON.stringify(topology))).toEqual(topology);
});

test.each([
  [
    '1.34',
    "platform 'mine': topology.kubernetes must be 1.36 or 1.35, got '1.34'; upgrade the cluster, or use a release of nines that supports its version",
  ],
  [
    '1.36.3',
    "platform 'mine': topology.kubernetes must be 1.36 or 1.35, got '1.36.3'; upgrade the cluster, or use a release of nines that supports its version",
  ],
])('Kubernetes %s is refused', (kubernetes, message) => {
  expect(() => platform({ kubernetes }).topology).toThrow(new Error(message));
});

test('a version without schemas is refused at a preset as well', () => {
  expect(() => Platform.minikube({ kubernetes: '1.99' }).topology).toThrow(
    new Error(
      "platform 'minikube': kubernetes must be 1.36 or 1.35, got '1.99'; upgrade the cluster, or use a release of nines that supports its version",
    ),
  );
});

test('a platform without zones, with a zone twice or without nodes is refused', () => {
  expect(() => platform({ zones: [] }).topology).toThrow(
    new Error("platform 'mine': topology.zones must be a list of at least one zone, got []; name at least one"),
  );
  expect(() => Platform.aws({ kubernetes: '1.36', zones: ['a', 'b', 'a'], nodes }).topology).toThrow(
    new Error("platform 'aws': zones[2] must be unique, got 'a' twice; name each zone once"),
  );
  expect(() => Platform.aws({ kubernetes: '1.36', zones, nodes: { ...nodes, count: 0 } }).topology).toThrow(
    new Error("platform 'aws': nodes.count must be a whole number from 1 to 100000, got 0; write the number of nodes"),
  );
});

test('a machine smaller than DigitalOcean sells is refused', () => {
  const small = { ...nodes, memory: Size.gibibytes(1) };
  expect(() => Platform.digitalOcean({ kubernetes: '1.36', region: 'fra1', nodes: small }).topology).toThrow(
    new Error(
      "platform 'digitalocean': nodes.memory must be a Size of 2Gi or more, got 1Gi; write a Size such as Size.gibibytes(8), imported from cdk8s",
    ),
  );
});

test('an invalid rate or size is refused with its place', () => {
  const pool = { name: 'workers', count: 1, allocatable: { cpu: '1', memory: 'much', pods: 110 }, rate: 'never' as const };
  expect(() => platform({ zones: [{ name: 'a', rate: 'never', pools: [pool] }] }).topology).toThrow(
    new Error("platform 'mine': topology.zones[0].pools[0].allocatable.memory must be a quantity, got 'much'; use a value such as '6Gi'"),
  );
});

test('nothing is refused before it is asked for, and it is computed once', () => {
  let computed = 0;
  const { topology } = Platform.minikube({ kubernetes: '1.36' });
  const storage = { provisioner: 'x' };
  const lazy = new Platform({
    name: 'mine',
    topology: () => {
      computed++;
      return topology;
    },
    storage,
    ingress: IngressClass.traefik(),
  });
  expect(computed).toBe(0);
  expect([lazy.nodeCount, lazy.hasZones]).toEqual([1, false]);
  expect(computed).toBe(1);
});

/** What a platform refuses, a line for each setting. */
function refusals(refused: Platform): readonly string[] {
  try {
    return [`nothing: ${refused.topology.kubernetes}`];
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    expect(error.message.split('\n')).toHaveLength(error.diagnostics.length);
    return error.diagnostics.map(({ place, message }) => `${place.setting} ${message}`);
  }
}

test('all problems of a preset are reported at once', () => {
  const wrong = { count: Number.NaN, cpu: Cpu.millis(0), memory: '8Gi' as never };
  expect(refusals(Platform.aws({ kubernetes: '1.99', zones: ['a', '', 'b c', 'a'], nodes: wrong }))).toEqual([
    "kubernetes must be 1.36 or 1.35, got '1.99'",
    "zones[1] must be the value of a zone label, of 1 to 63 letters, digits, '-', '_' and '.', got ''",
    "zones[2] must be the value of a zone label, of 1 to 63 letters, digits, '-', '_' and '.', got 'b c'",
    "zones[3] must be unique, got 'a' twice",
    'nodes.count must be a whole number from 1 to 100000, got NaN',
    'nodes.cpu must be a Cpu of 1 or more, got 0m',
    "nodes.memory must be a Size of 1Gi or more, got '8Gi'",
  ]);
  expect(refusals(Platform.digitalOcean({ kubernetes: '1.36', region: '', nodes: undefined as never }))).toEqual([
    "region must be the name of a region, got ''",
    'nodes must have count, cpu and memory, got nothing',
  ]);
});

test('all problems of a topology are reported at once', () => {
  const pool = { name: 'workers', count: 1.5, allocatable: { cpu: '1', memory: '1Gi', pods: 110 }, rate: 'never' as const };
  const zone = { name: 'a', rate: 'never' as const, pools: [pool] };
  expect(refusals(platform({ kubernetes: '1.99', zones: [zone, { ...zone, pools: [] }] }))).toEqual([
    "topology.kubernetes must be 1.36 or 1.35, got '1.99'",
    "topology.zones[1] must be unique, got 'a' twice",
    'topology.zones[0].pools[0].count must be a whole number from 1 to 100000, got 1.5',
    'topology.zones[1].pools must be a list of at least one pool, got []',
  ]);
});

test.each([
  ['an empty zone', { zones: [''] }],
  ['no zones', { zones: 'a' as never }],
  ['a billion nodes', { nodes: { ...nodes, count: 1e9 } }],
  ['an endless number of nodes', { nodes: { ...nodes, count: Number.POSITIVE_INFINITY } }],
  ['no number of nodes', { nodes: { ...nodes, count: '3' as never } }],
  ['endless processors', { nodes: { ...nodes, cpu: Cpu.units(Number.POSITIVE_INFINITY) } }],
  ['negative processors', { nodes: { ...nodes, cpu: Cpu.units(-2) } }],
  ['memory that is not a number', { nodes: { ...nodes, memory: Size.gibibytes(Number.NaN) } }],
])('%s is refused, before anything is made of it', (_, change) => {
  const [first, ...others] = refusals(Platform.aws({ kubernetes: '1.36', zones, nodes, ...change }));
  expect(others).toEqual([]);
  expect(first).toMatch(/^(zones|nodes)[^ ]* must be /);
});

test('only a pool with autoscaling may have 0 nodes', () => {
  const pool = { name: 'batch', count: 0, allocatable: { cpu: '1', memory: '1Gi', pods: 110 }, rate: 'never' as const };
  const autoscaling = { max: 4, start: '2m' };
  const grows = { ...pool, name: 'web', autoscaling };
  expect(platform({ zones: [{ name: 'a', rate: 'never', pools: [grows] }] }).topology.zones[0]?.pools).toEqual([grows]);
  expect(refusals(platform({ zones: [{ name: 'a', rate: 'never', pools: [pool, grows, { ...grows, name: 'gpu', count: -1 }] }] }))).toEqual(
    [
      'topology.zones[0].pools[0].count must be a whole number from 1 to 100000, got 0',
      'topology.zones[0].pools[2].count must be a whole number from 0 to 100000, got -1',
    ],
  );
});

test('what the cluster has is checked as well', () => {
  expect(refusals(platform({ provided: ['Secret/shop/smtp', 'smtp'] }))).toEqual([
    "topology.provided[1] 'smtp' is not an object reference",
  ]);
});

test.each([
  [Platform.aws, "platform 'aws': must have kubernetes, zones and nodes, got nothing; write all of them"],
  [Platform.digitalOcean, "platform 'digitalocean': must have kubernetes, region and nodes, got nothing; write all of them"],
  [Platform.minikube, "platform 'minikube': must have kubernetes, got nothing; write all of them"],
])('a preset without props is refused when it is asked', (preset, problem) => {
  expect(() => preset(undefined as never).topology).toThrow(new Error(problem));
});

test('all invalid values of a topology are reported at once', () => {
  const rate = 'never';
  const pool = { name: 'workers', count: 1, allocatable: { cpu: '1', memory: '1Gi', pods: 110 }, rate };
  const wrong = { ...pool, allocatable: { cpu: 'x', memory: 1, pods: 0 }, rate: { mtbf: '0s', mttr: '1h' } };
  const zones = [{ name: 'a', rate: 'often', pools: [pool, pool, wrong, null] }];
  const times = { evictionRate: -1, podStart: 'never', toleration: 30, nodeReplacement: 'never' };
  expect(refusals(platform({ zones, times } as never))).toEqual([
    "topology.zones[0].rate must be 'never', or mtbf and mttr as durations with mtbf above 0, got 'often'",
    "topology.zones[0].pools[1].name must be unique in its zone, got 'workers' twice",
    "topology.zones[0].pools[2].name must be unique in its zone, got 'workers' twice",
    "topology.zones[0].pools[2].allocatable.cpu must be a quantity, got 'x'",
    'topology.zones[0].pools[2].allocatable.memory must be a quantity, got 1',
    'topology.zones[0].pools[2].allocatable.pods must be a whole number of 1 or more, got 0',
    'topology.zones[0].pools[2].rate must be \'never\', or mtbf and mttr as durations with mtbf above 0, got {"mtbf":"0s","mttr":"1h"}',
    'topology.zones[0].pools[3] must be an object with name, count, allocatable and rate, got null',
    "topology.times.podStart must be a duration, got 'never'",
    'topology.times.toleration must be a duration, got 30',
    'topology.times.evictionRate must be a number of nodes per second above 0, got -1',
  ]);
});

test.each([
  [null, 'topology must be an object, got null'],
  [{ kubernetes: '1.36', zones: [null] }, 'topology.zones[0] must be an object with name, rate and pools, got null'],
  [
    { kubernetes: '1.36', zones: [{ name: 'a', rate: 'never' }] },
    'topology.zones[0].pools must be a list of at least one pool, got nothing',
  ],
])('the topology %j is refused', (topology, problem) => {
  expect(refusals(Platform.minikube({ kubernetes: '1.36' }).withTopology(topology as never))).toEqual([problem]);
});
