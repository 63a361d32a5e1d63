import type { Topology, Zone } from '../../src/availability';
import { changeBetween } from '../../src/change/change';
import { withServiceChanges } from '../../src/change/services';
import { lostNodes, topologyDifferences } from '../../src/change/topology';
import { spread, workload, zones } from '../availability/manifests';
import { indexed } from '../indexed';

const three = zones([2, 2, 2]);
const [first, second, third] = three.zones as [Zone, Zone, Zone];

/** The three zones with the pool of the first one changed. */
function pool(more: object): Topology {
  return { ...three, zones: [{ ...first, pools: first.pools.map((it) => ({ ...it, ...more })) }, second, third] };
}

test('a topology does not differ from itself, nor by a record of incidents', () => {
  expect(topologyDifferences(three, structuredClone(three))).toEqual([]);
  expect(topologyDifferences(three, { ...three, incidents: { incidents: [] } as never })).toEqual([]);
});

test.each([
  ['another version', { ...three, kubernetes: '1.35' }, [{ field: 'kubernetes', before: '1.36', after: '1.35' }]],
  ['a zone less', zones([2, 2]), [{ field: 'zones[zone-c]', before: third }]],
  ['a zone more', zones([2, 2, 2, 2]), [{ field: 'zones[zone-d]', after: zones([2, 2, 2, 2]).zones[3] }]],
  ['fewer nodes', pool({ count: 1 }), [{ field: 'zones[zone-a].pools[workers].count', before: 2, after: 1 }]],
  [
    'another size',
    pool({ allocatable: { cpu: '2', memory: '16Gi', pods: 110 } }),
    [{ field: 'zones[zone-a].pools[workers].allocatable.cpu', before: '4', after: '2' }],
  ],
  ['labels', pool({ labels: { disk: 'ssd' } }), [{ field: 'zones[zone-a].pools[workers].labels', after: { disk: 'ssd' } }]],
  ['another order of zones', { ...three, zones: [second, first, third] }, []],
  [
    'another order of zones, and one with more nodes',
    { ...three, zones: [second, third, ...pool({ count: 3 }).zones.slice(0, 1)] },
    [{ field: 'zones[zone-a].pools[workers].count', before: 2, after: 3 }],
  ],
] as const)('%s', (_, after, expected) => {
  expect(topologyDifferences(three, after as Topology)).toEqual(expected);
});

test('the nodes that a cluster loses are zones, and pools that are gone or smaller', () => {
  expect(lostNodes(three, zones([2, 1]))).toEqual([{ zone: 'zone-b', pool: 'workers' }, { zone: 'zone-c' }]);
  expect(lostNodes(three, pool({ name: 'other' }))).toEqual([{ zone: 'zone-a', pool: 'workers' }]);
  expect(lostNodes(three, zones([3, 3, 3]))).toEqual([]);
});

const claims = {
  volumeClaimTemplates: [
    {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'disks', resources: { requests: { storage: '1Gi' } } },
    },
  ],
};
const storage = (provisioner: string) => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'disks' },
  provisioner,
  volumeBindingMode: 'WaitForFirstConsumer',
});
const data = (pod: Record<string, unknown> = {}) =>
  workload({ kind: 'StatefulSet', spec: claims, pod: { containers: [{ name: 'main', image: 'a:1' }], ...pod } });

function change(before: Topology | undefined, after: Topology, base: readonly object[], head = base) {
  const [old, next] = [indexed(base), indexed(head)];
  return withServiceChanges(changeBetween(old, next), old, next, { before, after });
}

const HAZARD = {
  risk: 'data-at-risk',
  object: { kind: 'StatefulSet', namespace: 'shop', name: 'web' },
  isOfCluster: true,
  fix: 'move the data to other nodes first, and remove these after that',
};
const END = 'and with it volumes that its pods may have there: a pod whose volume is gone never starts';

test('volumes in a zone that is gone are data at risk', () => {
  expect(change(three, zones([2, 2]), [data()]).hazards).toEqual([
    { ...HAZARD, message: `StatefulSet 'shop/web': zone zone-c is gone from the cluster, ${END}` },
  ]);
  const elsewhere = data({ nodeSelector: { 'topology.kubernetes.io/zone': 'zone-a' } });
  expect(change(three, zones([2, 2]), [elsewhere]).hazards).toEqual([]);
  expect(change(three, zones([2, 2]), [workload()]).hazards).toEqual([]);
  expect(change(three, zones([2, 2, 1]), [data()]).hazards).toEqual([]);
});

test('volumes on nodes that are gone are data at risk', () => {
  const local = [data(), storage('kubernetes.io/no-provisioner')];
  expect(change(three, zones([2, 2, 1]), local).hazards).toEqual([
    { ...HAZARD, message: `StatefulSet 'shop/web': pool workers in zone zone-c has fewer nodes, ${END}` },
  ]);
});

test('a reason accepts it', () => {
  const namespace = (annotations: object) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', annotations } });
  const reason = namespace({ 'nines.dev/accept.data-at-risk': 'StatefulSet/shop/web because the shards were moved' });
  const [hazard] = change(three, zones([2, 2]), [data(), namespace({})], [data(), reason]).hazards;
  expect(hazard?.accepted).toBe('the shards were moved');
});

test('another context is another cluster, in which data starts empty', () => {
  const [old, next] = [
    { ...three, context: 'shop-old' },
    { ...three, context: 'shop-new' },
  ];
  const { hazards, topology } = change(old, next, [data(), workload()]);
  expect(topology).toEqual([{ field: 'context', before: 'shop-old', after: 'shop-new' }]);
  expect(hazards).toEqual([
    {
      risk: 'data-at-risk',
      object: { kind: 'StatefulSet', namespace: 'shop', name: 'web' },
      isOfCluster: true,
      message:
        "StatefulSet 'shop/web': the environment moves from the cluster of the context 'shop-old' to that of 'shop-new', and this starts with empty volumes there. What runs in the old one stays, with the data, and nothing manages it",
      fix: 'keep the context, or move the data first',
    },
  ]);
  expect(change(old, next, [workload()]).hazards).toEqual([]);
  expect(change(old, three, [data()]).hazards).toEqual([]);
  expect(change(three, next, [data()]).hazards).toEqual([]);
  expect(change(old, old, [data()]).hazards).toEqual([]);
});

test('services are judged on the cluster of each side', () => {
  const web = workload({
    replicas: 2,
    annotations: { 'nines.dev/needed': '1' },
    pod: { topologySpreadConstraints: [spread('zone')] },
  });
  const { topology, services } = change(zones([1]), zones([1, 1]), [web]);
  expect(topology).toEqual([{ field: 'zones[zone-b]', after: zones([1, 1]).zones[1] }]);
  expect(services?.map(({ before, after }) => [before?.verdict, after?.verdict])).toEqual([['proved', 'refuted']]);
  expect(change(undefined, zones([1, 1]), [web]).topology).toBeUndefined();
});

const asking = (image: string, cpu: string) =>
  workload({ pod: { containers: [{ name: 'main', image, resources: { requests: { cpu } } }] } });

test.each([
  [
    'on neither cluster',
    three,
    zones([3, 2, 2]),
    '5',
    'stuck',
    'no node takes a new pod: no node is large enough and has only taints that it tolerates',
  ],
  [
    'only on the new one',
    three,
    pool({ allocatable: { cpu: '16', memory: '16Gi', pods: 110 } }),
    '5',
    'unknown',
    'unless the cluster has changed before: no node takes a new pod: no node is large enough and has only taints that it tolerates',
  ],
  ['only on the old one', three, small(), '3', 'unknown', expect.stringMatching(/^once the cluster has changed: no node takes a new pod/)],
  [
    'on both, one of which has fewer nodes',
    three,
    zones([2, 2, 1]),
    '200m',
    'unknown',
    'the cluster loses nodes, and whether the old pods have left them when it begins is not known',
  ],
  ['on both', three, zones([2, 2, 3]), '200m', 'safe', 'from every placement that the old pods may have, each new pod finds a node'],
])('a rolling update that ends %s', (_, before, after, cpu, verdict, because) => {
  const [service] = change(before, after, [asking('a:1', '100m')], [asking('a:2', cpu)]).services ?? [];
  expect(service?.rollout).toEqual({ verdict, because });
});

function small(): Topology {
  const { zones: all } = three;
  return {
    ...three,
    zones: all.map((zone) => ({
      ...zone,
      pools: zone.pools.map((it) => ({ ...it, allocatable: { ...it.allocatable, cpu: '2' } })),
    })),
  };
}

test('how often nodes fail decides nothing of a rolling update', () => {
  const rarer = pool({ rate: { mtbf: '9999h', mttr: '15m', source: 'test' } });
  const { services, topology } = change(three, rarer, [asking('a:1', '100m')], [asking('a:2', '100m')]);
  expect(topology).toEqual([{ field: 'zones[zone-a].pools[workers].rate.mtbf', before: '3130h', after: '9999h' }]);
  expect(services?.[0]?.rollout?.verdict).toBe('safe');
});

describe('another version of Kubernetes', () => {
  const hazards = (from: string, to: string, annotations = {}, more: Partial<Topology> = {}) => {
    const namespace = (own: object) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', annotations: own } });
    const [base, head] = [indexed([namespace({})]), indexed([namespace(annotations)])];
    const topologies = { before: { ...three, kubernetes: from }, after: { ...three, kubernetes: to, ...more } };
    return withServiceChanges(changeBetween(base, head), base, head, topologies).hazards;
  };

  test('is never an older one, and skips none', () => {
    const object = { kind: 'Namespace', namespace: '', name: 'shop' };
    const hazard = { risk: 'kubernetes-version', object, isOfCluster: true };
    expect(hazards('1.36', '1.35')).toEqual([
      {
        ...hazard,
        message: 'the cluster goes from Kubernetes 1.36 to 1.35: no control plane is downgraded',
        fix: 'keep 1.36, or move to a new cluster of 1.35',
      },
    ]);
    expect(hazards('1.33', '1.36')).toEqual([
      {
        ...hazard,
        message: 'the cluster goes from Kubernetes 1.33 to 1.36: a control plane is upgraded one minor version at a time',
        fix: 'write each version in between first, from 1.34',
      },
    ]);
    expect(hazards('1.35', '1.36')).toEqual([]);
    expect(hazards('1.36', '1.36')).toEqual([]);
  });

  test('is taken with a reason, and in another cluster', () => {
    const reason = { 'nines.dev/accept.kubernetes-version': 'because the cluster was built anew' };
    expect(hazards('1.36', '1.35', reason)).toMatchObject([{ accepted: 'the cluster was built anew' }]);
    expect(hazards('1.36', '1.35', {}, { context: 'other' })).toEqual([]);
  });
});
