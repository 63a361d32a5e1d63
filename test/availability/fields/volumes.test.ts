import type { Topology } from '../../../src/availability';
import { judge } from '../judged';
import { workload, zones } from '../manifests';
import { claim, cluster, clusterObject, mounted, service, statefulService, storageClass } from './designs';

function answer(documents: readonly unknown[], topology: Topology = cluster) {
  const [first] = judge(documents, topology, { withoutAdvice: true }).services;
  return { verdict: first?.verdict, because: first?.because, stuck: first?.stuck ?? [] };
}

function verdict(documents: readonly unknown[], topology: Topology = cluster) {
  return answer(documents, topology).verdict;
}

const network = storageClass('disk', { provisioner: 'efs.csi.aws.com', volumeBindingMode: 'Immediate' });
const data = 'PersistentVolumeClaim/shop/data';

describe('three replicas on one claim', () => {
  test('stand on one node where it is ReadWriteOnce', () => {
    const { stuck, ...told } = answer([...service(mounted), claim('ReadWriteOnce'), storageClass('disk')]);
    expect(told).toMatchObject({ verdict: 'refuted', because: expect.stringContaining('only 1 of 3 pods can be scheduled') });
    expect(stuck).toContainEqual({
      event: 'rolling update',
      because: `a new pod may be bound to another node than the one that has ${data} attached (ReadWriteOnce), and the old pods stay until it runs`,
      object: data,
      certain: false,
    });
    const free = [workload({ pod: mounted }), claim('ReadWriteOnce'), storageClass('disk')];
    expect(answer(free).because).toContain('lose one node stops it: 3 of 3 replicas may run on it, 1 is needed');
  });

  test('stand anywhere where every node reaches it', () => {
    expect(verdict([...service(mounted), claim('ReadWriteMany'), network])).toBe('proved');
    // Nobody attaches such a volume, so nobody counts its nodes.
    expect(verdict([...service(mounted), claim('ReadWriteOnce'), network])).toBe('proved');
  });

  test('are one that runs where it is ReadWriteOncePod', () => {
    expect(answer([...service(mounted), claim('ReadWriteOncePod'), network])).toMatchObject({
      verdict: 'refuted',
      because: `only one of its 3 pods ever runs: they share ${data}, which is ReadWriteOncePod`,
    });
  });

  test('stand on the node that a local volume names', () => {
    const named = nodeAffinity('kubernetes.io/hostname', 'node-1');
    const local = [claim('ReadWriteOnce', { storageClassName: 'local' }), volume({ local: { path: '/data' }, ...named }), localClass];
    expect(verdict([...service(mounted), ...local])).toBe('refuted');
    expect(answer([workload({ replicas: 2, pod: mounted }), ...local], zones([1]))).toMatchObject({
      verdict: 'unknown',
      because: 'PersistentVolume/disk names its node, and a topology has no names of nodes',
    });
  });

  test('of a StatefulSet each have their own', () => {
    expect(verdict([...stateful(), storageClass('disk')])).toBe('proved');
  });
});

describe('disks that every node can attach', () => {
  const disk = storageClass('disk', { provisioner: 'rook-ceph.rbd.csi.ceph.com', volumeBindingMode: 'Immediate' });

  test('of a StatefulSet hold no pod to a zone', () => {
    expect(verdict([...stateful(), disk])).toBe('proved');
  });

  test('are on one node where pods share them', () => {
    expect(answer([...service(mounted), claim('ReadWriteOnce'), disk])).toMatchObject({
      verdict: 'refuted',
      because: expect.stringContaining('only 1 of 3 pods can be scheduled'),
    });
  });
});

test('nothing is certain of disks whose driver is not listed', () => {
  const disk = storageClass('disk', { provisioner: 'disks.example' });
  const because = 'which nodes can mount the volumes of StorageClass disk (disks.example) is not known';
  expect(answer([...stateful(), disk])).toMatchObject({ verdict: 'unknown', because });
  expect(answer([...service(mounted), claim('ReadWriteOnce'), disk])).toMatchObject({ verdict: 'unknown', because });
});

const localClass = storageClass('local', { provisioner: 'kubernetes.io/no-provisioner' });

/** A volume that is reserved for the claim `data`. */
function volume(more: Record<string, unknown>) {
  const claimRef = { namespace: 'shop', name: 'data' };
  const spec = {
    capacity: { storage: '10Gi' },
    accessModes: ['ReadWriteOnce', 'ReadWriteMany'],
    storageClassName: 'local',
    claimRef,
    ...more,
  };
  return clusterObject('v1', 'PersistentVolume', 'disk', { spec });
}

function nodeAffinity(key: string, ...values: readonly string[]) {
  return { nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values }] }] } } };
}

function stateful(pod: Record<string, unknown> = {}) {
  const spec = { accessModes: ['ReadWriteOnce'], storageClassName: 'disk', resources: { requests: { storage: '10Gi' } } };
  return statefulService(pod, { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec }] });
}

describe('a volume of the manifests', () => {
  test('reaches the nodes that it says', () => {
    const nfs = { storageClassName: '', nfs: { server: 'nfs.example', path: '/' } };
    expect(verdict([...service(mounted), claim('ReadWriteMany', { storageClassName: '' }), volume(nfs)])).toBe('proved');
    const zonal = (...names: readonly string[]) => [
      claim('ReadWriteMany', { storageClassName: 'local' }),
      volume({ csi: { driver: 'csi.example' }, ...nodeAffinity('topology.kubernetes.io/zone', ...names) }),
    ];
    expect(verdict([...service(mounted), ...zonal('zone-a')])).toBe('refuted');
  });

  test('may be taken by a claim that does not name it', () => {
    const spare = volume({ storageClassName: 'disk', claimRef: undefined, nfs: { server: 'nfs.example', path: '/' } });
    expect(answer([...stateful(), storageClass('disk'), spare])).toMatchObject({
      verdict: 'unknown',
      because: 'PersistentVolume/disk may be bound to claim data of StatefulSet/shop/web',
    });
  });

  test('may be reserved for one pod of a StatefulSet', () => {
    const reserved = volume({ claimRef: { namespace: 'shop', name: 'data-web-0' }, csi: { driver: 'csi.example' } });
    expect(answer([...stateful(), storageClass('disk'), reserved])).toMatchObject({
      verdict: 'unknown',
      because: 'PersistentVolume/disk is reserved for one of the claims of StatefulSet/shop/web',
    });
  });

  test('that is not there is not known', () => {
    const unknown = (because: string) => expect.objectContaining({ verdict: 'unknown', because });
    expect(answer(service(mounted))).toEqual(unknown(`${data} is not in the manifests`));
    expect(answer([...service(mounted), claim('ReadWriteMany', { volumeName: 'pv-1' }), network])).toEqual(
      unknown('PersistentVolume/pv-1 is not in the manifests'),
    );
    expect(answer([...service(mounted), claim('ReadWriteMany', { storageClassName: '' })])).toEqual(
      unknown('claim data of Deployment/shop/web waits for a volume that no manifest holds'),
    );
    expect(answer([...service(mounted), claim('ReadWriteOnce', { storageClassName: 'local' }), localClass])).toEqual(
      unknown('claim data of Deployment/shop/web waits for a volume that no manifest holds'),
    );
  });
});

describe('a StorageClass', () => {
  const allowed = (key: string, ...values: readonly string[]) => ({ allowedTopologies: [{ matchLabelExpressions: [{ key, values }] }] });

  test('makes volumes only where it is allowed to', () => {
    const zone = 'topology.kubernetes.io/zone';
    expect(answer([...stateful(), storageClass('disk', allowed(zone, 'zone-a'))])).toMatchObject({
      verdict: 'refuted',
      because: expect.stringContaining('only 1 of 3 pods can be scheduled'),
    });
    expect(verdict([...stateful(), storageClass('disk', allowed(zone, 'zone-a', 'zone-b', 'zone-c'))])).toBe('proved');
  });

  test('that asks for a label of its driver is not known', () => {
    expect(answer([...stateful(), storageClass('disk', allowed('topology.ebs.csi.aws.com/zone', 'zone-a'))])).toMatchObject({
      verdict: 'unknown',
      because:
        'StorageClass disk in the manifests asks for nodes with the label topology.ebs.csi.aws.com/zone, which no node of the topology has',
    });
  });

  test('serves the claims that name none, where it is the default', () => {
    const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
    const standard = { ...network, metadata: { name: 'disk', annotations } };
    const unnamed = claim('ReadWriteMany', { storageClassName: undefined });
    expect(verdict([...service(mounted), unnamed, standard])).toBe('proved');
    expect(answer([...service(mounted), unnamed, network])).toMatchObject({
      verdict: 'unknown',
      because: expect.stringMatching(
        /^StorageClass \(default\) is not in the manifests, so which nodes can mount its volumes is not known/,
      ),
    });
  });
});

describe('an ephemeral volume', () => {
  const spec = { accessModes: ['ReadWriteOnce'], storageClassName: 'disk', resources: { requests: { storage: '10Gi' } } };
  const ephemeral = (name: string) => ({ name, ephemeral: { volumeClaimTemplate: { spec } } });
  const immediate = storageClass('disk', { volumeBindingMode: 'Immediate' });

  // A class without a mode has the default of the API, Immediate.
  test.each([['Immediate'], [undefined]])('of a zonal class with volumeBindingMode %s may be made where its pod has no place', (mode) => {
    const documents = service({ volumes: [ephemeral('scratch')] });
    const because = 'its ephemeral volumes are made before the pod is seen, maybe in a zone where it has no place';
    expect(answer([...documents, storageClass('disk', { volumeBindingMode: mode })])).toMatchObject({ verdict: 'unknown', because });
    expect(verdict([...documents, storageClass('disk')])).toBe('proved');
    expect(verdict([...documents, network])).toBe('proved');
  });

  test('and another may be made in two zones', () => {
    const documents = service({ volumes: [ephemeral('scratch'), ephemeral('cache')] });
    const because = 'the volumes of one pod are made before it is seen, and may lie in different zones';
    expect(answer([...documents, immediate])).toMatchObject({ verdict: 'unknown', because });
    expect(verdict([...documents, storageClass('disk')])).toBe('proved');
  });
});

describe('a rolling update of one pod with a claim', () => {
  const one = (mode: string, type: string) => [
    workload({ replicas: 1, spec: { strategy: { type } }, pod: mounted }),
    claim(mode),
    storageClass('disk'),
  ];
  const stuck = (mode: string, type: string, nodes: number) => answer(one(mode, type), zones([nodes])).stuck;

  test('hangs where the new pod may go to another node', () => {
    const because = `a new pod may be bound to another node than the one that has ${data} attached (ReadWriteOnce), and the old pods stay until it runs`;
    expect(stuck('ReadWriteOnce', 'RollingUpdate', 2)).toEqual([{ event: 'rolling update', because, object: data, certain: false }]);
    expect(stuck('ReadWriteOnce', 'RollingUpdate', 1)).toEqual([]);
    expect(stuck('ReadWriteOnce', 'Recreate', 2)).toEqual([]);
    expect(stuck('ReadWriteMany', 'RollingUpdate', 2)).toEqual([]);
  });

  test('hangs where one pod at a time may use it', () => {
    const because = `${data} is ReadWriteOncePod: a new pod can't start while the old one runs, and the old one stays until it does`;
    expect(stuck('ReadWriteOncePod', 'RollingUpdate', 1)).toEqual([{ event: 'rolling update', because, object: data, certain: true }]);
    expect(stuck('ReadWriteOncePod', 'Recreate', 1)).toEqual([]);
  });
});

test('how many volumes a node attaches is assumed', () => {
  const { assumptions } = judge([...stateful(), storageClass('disk')], cluster, { withoutAdvice: true });
  expect(assumptions).toContainEqual({
    what: 'StatefulSet/shop/web volumes on one node',
    value: 'not limited',
    source: 'a topology does not say how many a node attaches',
  });
});

test('two workloads on one disk may run on different nodes', () => {
  const api = workload({ name: 'api', replicas: 1, pod: mounted });
  const documents = [workload({ replicas: 1, pod: mounted, spec: { strategy: { type: 'Recreate' } } }), api, claim('ReadWriteMany')];
  const because = `its pods may never run: Deployment/shop/api mounts ${data} too`;
  expect(answer([...documents, storageClass('disk')]).stuck).toContainEqual({ event: 'placement', because, object: data, certain: false });
  expect(answer([...documents, network]).stuck).toEqual([]);
});

test('a DaemonSet on one disk runs on the nodes that reach it', () => {
  const agents = workload({ kind: 'DaemonSet', pod: mounted });
  const told = (mode: string, place: string) => ({
    verdict: 'refuted',
    because: `its pods on other nodes never run: all share ${data}, and one ${place} reaches it`,
    stuck: mode === '' ? [] : expect.anything(),
  });
  expect(answer([agents, claim('ReadWriteOnce'), storageClass('disk')])).toEqual(told('ReadWriteOnce', 'node'));
  expect(answer([agents, claim('ReadWriteMany'), storageClass('disk')])).toEqual(told('ReadWriteMany', 'zone'));
  expect(verdict([agents, claim('ReadWriteMany'), network])).toBe('proved');
});
