import { changeBetween } from '../../../src/change/change';
import { indexed } from '../../indexed';

const CLAIM = { name: 'data', persistentVolumeClaim: { claimName: 'shop' } };
const TEMPLATES = { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }] };
const MOUNT = { name: 'data', mountPath: '/data' };

function workload(kind: string, volumeMounts: readonly object[], volumes: readonly object[], more: object = {}, main = 'main') {
  const containers = [{ name: main, image: 'registry.example/web:1', volumeMounts }];
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers, volumes } };
  const selector = { matchLabels: { app: 'web' } };
  return { apiVersion: 'apps/v1', kind, metadata: { name: 'web', namespace: 'shop' }, spec: { selector, template, ...more } };
}

const set = (mount: readonly object[], more: object = TEMPLATES, volumes: readonly object[] = []) =>
  workload('StatefulSet', mount, volumes, more);
const worst = (before: object, after: object) => {
  const [object] = changeBetween(indexed([before]), indexed([after])).objects;
  const field = object?.fields.find(({ consequence }) => consequence === object.consequence);
  return [object?.consequence, field?.because, field?.fix];
};

const FIX = 'keep the mount, or copy the data to its new place first';
const lost = (source: string, now: string) => [
  'data at risk',
  `the pods start on an empty folder: ${source} was mounted at /data of container main, and ${now}`,
  FIX,
];

test.each([
  [set([MOUNT]), set([{ ...MOUNT, mountPath: '/old' }]), lost('claim template data', 'is now at /old')],
  [set([MOUNT]), set([{ ...MOUNT, subPath: 'a' }]), lost('claim template data', 'is now at /data (folder a of it)')],
  [set([MOUNT]), set([]), lost('claim template data', 'no longer is')],
  [
    workload('Deployment', [MOUNT], [CLAIM]),
    workload('Deployment', [MOUNT], [{ name: 'data', emptyDir: {} }]),
    lost('claim shop', 'no longer is'),
  ],
  [
    workload('Deployment', [MOUNT], [CLAIM]),
    workload('Deployment', [MOUNT], [{ name: 'data', persistentVolumeClaim: { claimName: 'other' } }]),
    lost('claim shop', 'no longer is'),
  ],
])('a container without its data starts empty %#', (before, after, expected) => {
  expect(worst(before, after)).toEqual(expected);
});

const outside = (source: object, kind = 'Deployment') => workload(kind, [MOUNT], [{ name: 'data', ...source }]);
const gone = (source: string) => [
  'data at risk',
  `the pods start without their data: ${source} was mounted at /data of container main, and no longer is`,
  FIX,
];
const host = (path: string, type?: string) => ({ hostPath: { path, ...(type !== undefined && { type }) } });
const nfs = (path: string, more: object = {}) => ({ nfs: { server: 'files.example', path, ...more } });

test.each([
  [outside(host('/srv/data')), outside(host('/srv/new')), gone('hostPath /srv/data')],
  [outside(host('/srv/data', 'DirectoryOrCreate')), outside({ emptyDir: {} }), gone('hostPath /srv/data')],
  [outside(host('/srv/data'), 'DaemonSet'), outside(host('/srv/new'), 'DaemonSet'), gone('hostPath /srv/data')],
  [outside(nfs('/exports/a')), outside(nfs('/exports/b')), gone('nfs files.example:/exports/a')],
  [outside(nfs('/exports/a')), outside({ emptyDir: {} }), gone('nfs files.example:/exports/a')],
])('a folder outside of the cluster is data %#', (before, after, expected) => {
  expect(worst(before, after)).toEqual(expected);
});

const csi = (driver: string, share: string) => ({ csi: { driver, volumeAttributes: { share } } });

test.each([
  [outside(csi('file.csi.azure.com', 'a')), outside(csi('file.csi.azure.com', 'b')), gone('csi file.csi.azure.com {"share":"a"}')],
  [outside({ azureFile: { shareName: 'a' } }), outside({ azureFile: { shareName: 'b' } }), gone('azureFile a')],
  [
    outside({ iscsi: { targetPortal: '10.0.0.1', iqn: 'iqn.2001-04', lun: 0 } }),
    outside({ emptyDir: {} }),
    gone('iscsi 10.0.0.1 iqn.2001-04 0'),
  ],
])('what a pod mounts from a server without a claim is data %#', (before, after, expected) => {
  expect(worst(before, after)).toEqual(expected);
});

test('what a driver makes anew for each pod is not', () => {
  const before = outside(csi('secrets-store.csi.k8s.io', 'a'));
  expect(worst(before, outside(csi('secrets-store.csi.k8s.io', 'b')))[0]).toBe('rollout');
});

test.each([
  [outside(host('/var/log/pods')), outside(host('/var/log'))],
  [outside(host('/run/containerd/containerd.sock', 'Socket')), outside(host('/srv/other.sock', 'Socket'))],
  [outside(host('/srv/app.sock', 'Socket')), outside(host('/srv/other.sock', 'Socket'))],
  [outside(nfs('/exports/a', { readOnly: true })), outside(nfs('/exports/b', { readOnly: true }))],
  [outside({ emptyDir: {} }), outside(host('/srv/data'))],
])('folders of the system, sockets, and what is only read, are not %#', (before, after) => {
  expect(worst(before, after)[0]).toBe('rollout');
});

test('what is only read, or mounted by a container of another name, is not lost', () => {
  const reads = workload('Deployment', [{ ...MOUNT, readOnly: true }], [CLAIM]);
  expect(worst(reads, workload('Deployment', [], []))[0]).toBe('rollout');
  expect(worst(workload('Deployment', [MOUNT], [CLAIM]), workload('Deployment', [MOUNT], [CLAIM], {}, 'renamed'))[0]).toBe('rollout');
  const more = workload('Deployment', [MOUNT, { name: 'more', mountPath: '/more' }], [CLAIM, { name: 'more', emptyDir: {} }]);
  expect(worst(workload('Deployment', [MOUNT], [CLAIM]), more)[0]).toBe('rollout');
});
