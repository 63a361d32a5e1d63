import { judge } from '../judged';
import { spread, zones } from '../manifests';
import { claim, cluster, clusterObject, mounted, service, statefulService, storageClass } from './designs';

function answer(documents: readonly unknown[]): string {
  const [first] = judge(documents, cluster, { withoutAdvice: true }).services;
  return `${first?.verdict}: ${first?.because}`;
}

const proved = 'proved: no single event of those required stops it';
const never = (field: string, mode: string) =>
  `refuted: its pods never start: container main has data in its ${field}, and the claim's volumeMode is ${mode}`;

const mounts = { volumeMounts: [{ name: 'data', mountPath: '/data' }] };
const opens = { volumeDevices: [{ name: 'data', devicePath: '/dev/data' }] };
const network = storageClass('disk', { provisioner: 'driver.longhorn.io', volumeBindingMode: 'Immediate' });
const disk = storageClass('disk');

const claimed = (volumeMode?: string) => ({
  accessModes: ['ReadWriteOnce'],
  storageClassName: 'disk',
  resources: { requests: { storage: '1Gi' } },
  ...(volumeMode ? { volumeMode } : {}),
});

test('a container mounts the file system of a claim that its pods share, and opens no other as a device', () => {
  const shared = (container: Record<string, unknown>, more = {}) => [
    ...service(mounted, {}, container),
    claim('ReadWriteMany', more),
    network,
  ];
  expect(answer(shared(mounts))).toBe(proved);
  expect(answer(shared(mounts, { volumeMode: 'Filesystem' }))).toBe(proved);
  expect(answer(shared(mounts, { volumeMode: 'Block' }))).toBe(never('volumeMounts', 'Block'));
  expect(answer(shared(opens, { volumeMode: 'Block' }))).toBe(proved);
  expect(answer(shared(opens))).toBe(never('volumeDevices', 'Filesystem'));
});

test('so does one of a StatefulSet with those of its templates', () => {
  const containers = (container: Record<string, unknown>) => ({
    containers: [{ name: 'main', image: 'registry.example/main:1', ...container }],
  });
  const set = (container: Record<string, unknown>, mode?: string) => [
    ...statefulService(containers(container), { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claimed(mode) }] }),
    disk,
  ];
  expect(answer(set(mounts))).toBe(proved);
  expect(answer(set(mounts, 'Block'))).toBe(never('volumeMounts', 'Block'));
  expect(answer(set(opens, 'Block'))).toBe(proved);
  expect(answer(set(opens))).toBe(never('volumeDevices', 'Filesystem'));
});

test('and one, of init containers too, with volumes that end with their pods', () => {
  const volumes = (mode?: string) => [{ name: 'data', ephemeral: { volumeClaimTemplate: { spec: claimed(mode) } } }];
  const init = { name: 'main', image: 'registry.example/init:1', ...mounts };
  expect(answer([...service({ volumes: volumes('Block'), initContainers: [init] }), disk])).toBe(never('volumeMounts', 'Block'));
  expect(answer([...service({ volumes: volumes(), initContainers: [init] }), disk])).toBe(proved);
});

test('a volume of no claim has no mode', () => {
  expect(answer(service({ volumes: [{ name: 'data', emptyDir: {} }] }, {}, mounts))).toBe(proved);
});

test('a driver that makes no raw devices never makes the claim', () => {
  const because = (provisioner: string) =>
    `unknown: claim data of Deployment/shop/web asks for a raw device, and ${provisioner} may make none`;
  const served = (provisioner: string) => [
    ...service(mounted, {}, opens),
    claim('ReadWriteMany', { volumeMode: 'Block' }),
    storageClass('disk', { provisioner, volumeBindingMode: 'Immediate' }),
  ];
  expect(answer(served('nfs.csi.k8s.io'))).toBe(because('nfs.csi.k8s.io'));
  expect(answer(served('driver.longhorn.io'))).toBe(proved);
});

test('a driver that tells the capacity of nodes may have none for a volume', () => {
  const driver = (spec: Record<string, unknown>) => clusterObject('storage.k8s.io/v1', 'CSIDriver', 'ebs.csi.aws.com', { spec });
  const set = [...statefulService({}, { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claimed() }] }), disk];
  expect(answer([...set, driver({ storageCapacity: true })])).toBe(
    'unknown: CSIDriver/ebs.csi.aws.com has storageCapacity, and which nodes have room for claim data of StatefulSet/shop/web is not known',
  );
  expect(answer([...set, driver({ storageCapacity: false })])).toBe(proved);
});

test.each(['cinder.csi.openstack.org', 'dobs.csi.digitalocean.com'])('disks of %s may be mounted in several zones', (provisioner) => {
  const set = (topology = cluster) => {
    const documents = [
      ...statefulService(
        { topologySpreadConstraints: [spread('host')] },
        { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claimed() }] },
        '1',
      ),
      storageClass('disk', { provisioner }),
    ];
    const [first] = judge(documents, topology, { withoutAdvice: true }).services;
    return first?.because;
  };
  expect(set()).toBe(`the volumes of ${provisioner} may be mounted in several zones, and in which ones is not known`);
  expect(set(zones([3]))).toBe('no single event of those required stops it');
});
