import type { Topology } from '../../../src/availability';
import { judge } from '../judged';
import { workload, zones } from '../manifests';

const three = zones([2, 2, 2]);
const taint =
  'once its machine is surely off, let the pod leave at once: kubectl taint node NODE node.kubernetes.io/out-of-service=nodeshutdown:NoExecute';
const claim = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };
const image = (name: string) => ({ containers: [{ name: 'main', image: name }] });

function onlyPod(one: Parameters<typeof workload>[0], topology: Topology = three, ...others: readonly unknown[]) {
  const [service] = judge([workload({ replicas: 1, ...one }), ...others], topology).services;
  return service?.onlyPod;
}

const store = (more: object = {}) => ({ kind: 'StatefulSet', spec: { volumeClaimTemplates: [claim] }, ...more });

test("a StatefulSet's pod waits for its node, and its volume for the zone", () => {
  expect(onlyPod(store({ pod: image('postgres:17.2') }))).toEqual({
    losses: [
      { event: 'lose one node', lower: 900, upper: 900, because: "a StatefulSet's pod waits for its node", shorter: taint },
      {
        event: 'lose one zone',
        lower: 3600,
        upper: 3600,
        because: 'its volume is in that zone',
        shorter: 'a StorageClass whose volumes are replicated over zones lets it leave',
      },
    ],
    replication: 'streaming replication, as operators such as CloudNativePG do',
  });
});

test('where Node objects are deleted, the pod leaves when its own is', () => {
  const [node] = onlyPod({ kind: 'StatefulSet' }, { ...three, times: { nodeReplacement: '5m' } })?.losses ?? [];
  // The pod garbage collector waits 40 s for the Node, and looks every 20 s.
  expect(node).toMatchObject({ lower: 370, upper: 390 });
});

test('data that ends with the pod is not to leave a node sooner', () => {
  const because = 'until it is evicted and starts elsewhere, without its data';
  expect(onlyPod({ pod: image('redis:7.2') })?.losses).toEqual([
    { event: 'lose one node', lower: 380, upper: 380, because, shorter: 'a PersistentVolumeClaim would keep its data' },
    { event: 'lose one zone', lower: 400, upper: 400, because },
  ]);
});

test('a volume that every node reaches lets a pod be evicted, sooner where its pod says so', () => {
  const network = { ...claim.spec, accessModes: ['ReadWriteMany'], storageClassName: 'network' };
  const objects = [
    { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'shop' }, spec: network },
    { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'network' }, provisioner: 'efs.csi.aws.com' },
  ];
  const pod = { ...image('redis:7.2'), volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
  const because = 'until it is evicted and starts elsewhere';
  const shorter = 'tolerate node.kubernetes.io/unreachable and not-ready for 30 seconds only';
  expect(onlyPod({ pod }, three, ...objects)?.losses[0]).toMatchObject({ because, shorter });
  const keys = ['unreachable', 'not-ready'];
  const tolerations = keys.map((it) => ({
    key: `node.kubernetes.io/${it}`,
    effect: 'NoExecute',
    operator: 'Exists',
    tolerationSeconds: 30,
  }));
  const [sooner] = onlyPod({ pod: { ...pod, tolerations } }, three, ...objects)?.losses ?? [];
  expect(sooner).toMatchObject({ because, lower: 110 });
  expect(sooner?.shorter).toBeUndefined();
});

test('a claim that one node at a time mounts may stay with the lost node', () => {
  const claims = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'shop' }, spec: claim.spec };
  const pod = { ...image('registry.example/main:1'), volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
  const held = onlyPod({ pod }, three, claims);
  expect(held?.losses[0]).toEqual({
    event: 'lose one node',
    lower: 380,
    upper: 900,
    because: 'its volume may stay attached to the lost node',
    shorter: taint,
  });
  expect(held?.replication).toBe('a volume that several nodes mount (ReadWriteMany)');
});

test('a volume on the node, and a node without another, keep the pod', () => {
  const storage = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'disks' },
    provisioner: 'kubernetes.io/no-provisioner',
    volumeBindingMode: 'WaitForFirstConsumer',
  };
  const spec = { volumeClaimTemplates: [{ ...claim, spec: { ...claim.spec, storageClassName: 'disks' } }] };
  expect(onlyPod({ kind: 'StatefulSet', spec }, three, storage)?.losses[0]).toMatchObject({
    because: 'its volume is on that node',
    shorter: 'a StorageClass with volumes on the network lets it leave',
  });
  expect(onlyPod(store(), zones([1, 1]))?.losses[0]?.shorter).toBe('a second node in its zone lets it leave');
  expect(onlyPod({ kind: 'StatefulSet' }, zones([1]))?.losses).toEqual([
    {
      event: 'lose one node',
      lower: 900,
      upper: 900,
      because: "a StatefulSet's pod waits for its node",
      shorter: 'a second node lets it leave',
    },
  ]);
});

test('a program whose replication nobody knows has that of its program', () => {
  expect(onlyPod(store())?.replication).toBe('the replication of its program');
});

test.each<[string, Parameters<typeof workload>[0]]>([
  ['a service that a second pod proves', {}],
  ['one that declares how many it needs, so that more may be proposed', store({ annotations: { 'nines.dev/needed': '1' } })],
  ['several members', store({ replicas: 3 })],
  ['a DaemonSet', { kind: 'DaemonSet' }],
])('nothing is said of %s', (_, one) => {
  expect(onlyPod(one)).toBeUndefined();
});

test('nothing is said where no failure is expected, and where nobody asked for advice', () => {
  const lasting = { ...three, zones: three.zones.map((zone) => ({ ...zone, rate: 'never' as const })) };
  const never = {
    ...lasting,
    zones: lasting.zones.map((it) => ({ ...it, pools: it.pools.map((pool) => ({ ...pool, rate: 'never' as const })) })),
  };
  expect(onlyPod(store(), lasting)?.losses).toHaveLength(1);
  expect(onlyPod(store(), never)).toBeUndefined();
  const [service] = judge([workload({ replicas: 1, ...store() })], three, { withoutAdvice: true }).services;
  expect(service?.onlyPod).toBeUndefined();
});
