import { judge } from '../judged';
import { claim, cluster, mounted, service, statefulService, storageClass } from './designs';

function answer(documents: readonly unknown[]): string {
  const [first] = judge(documents, cluster, { withoutAdvice: true }).services;
  return `${first?.verdict}: ${first?.because}`;
}

const proved = 'proved: no single event of those required stops it';
const never = (field: string, mode: string) =>
  `refuted: its pods never start: container main has data in its ${field}, and the claim's volumeMode is ${mode}`;

const mounts = { volumeMounts: [{ name: 'data', mountPath: '/data' }] };
const opens = { volumeDevices: [{ name: 'data', devicePath: '/dev/data' }] };
const network = storageClass('disk', { provisioner: 'nfs.csi.k8s.io', volumeBindingMode: 'Immediate' });
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
