import { judge } from '../judged';
import { workload } from '../manifests';
import { claim, cluster, clusterObject, mounted, service } from './designs';

function answer(documents: readonly unknown[]): string {
  const [first] = judge(documents, cluster, { withoutAdvice: true }).services;
  return `${first?.verdict}: ${first?.because}`;
}

const proved = 'proved: no single event of those required stops it';
const inZones = (...values: readonly string[]) => ({
  nodeAffinity: {
    required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values }] }] },
  },
});

/** A volume of the manifests, and the claim that names it. */
function volume(mode: string, more: Record<string, unknown>): readonly unknown[] {
  const spec = { capacity: { storage: '10Gi' }, accessModes: [mode], storageClassName: '', ...more };
  return [clusterObject('v1', 'PersistentVolume', 'disk', { spec }), claim(mode, { storageClassName: '', volumeName: 'disk' })];
}

const efs = { csi: { driver: 'efs.csi.aws.com', volumeHandle: 'fs-1' } };
const regional = { csi: { driver: 'pd.csi.storage.gke.io', volumeHandle: 'disk' } };

describe('a volume that names several zones', () => {
  test('is mounted in all of them', () => {
    const all = volume('ReadWriteMany', { ...efs, ...inZones('zone-a', 'zone-b', 'zone-c') });
    expect(answer([...service(mounted), ...all])).toBe(proved);
    expect(answer([workload({ kind: 'DaemonSet', pod: mounted }), ...all])).toBe(proved);
  });

  test('and in no other', () => {
    expect(answer([...service(mounted), ...volume('ReadWriteMany', { ...efs, ...inZones('zone-a', 'zone-b') })])).toContain('refuted');
  });

  test('but by one node at a time, if that attaches it', () => {
    expect(answer([...service(mounted), ...volume('ReadWriteOnce', { ...regional, ...inZones('zone-a', 'zone-b', 'zone-c') })])).toContain(
      'only 1 of 3 pods can be scheduled',
    );
  });
});

describe('a volume that names no nodes', () => {
  test('is a file system of the network', () => {
    expect(answer([...service(mounted), ...volume('ReadWriteOnce', { nfs: { server: 'nfs.example', path: '/' } })])).toBe(proved);
    expect(answer([...service(mounted), ...volume('ReadWriteOnce', efs)])).toBe(proved);
  });

  test('or one that a node attaches', () => {
    const iscsi = { iscsi: { targetPortal: '192.0.2.1', iqn: 'iqn.2001-04.example:disk', lun: 0 } };
    for (const source of [iscsi, { csi: { driver: 'driver.longhorn.io', volumeHandle: 'disk' } }])
      expect(answer([...service(mounted), ...volume('ReadWriteOnce', source)])).toContain('only 1 of 3 pods can be scheduled');
  });

  test('or nobody knows which', () => {
    const strange = { csi: { driver: 'files.example', volumeHandle: 'files' } };
    expect(answer([...service(mounted), ...volume('ReadWriteOnce', strange)])).toBe(
      'unknown: whether one node at a time attaches PersistentVolume/disk is not known',
    );
    expect(answer([...service(mounted), ...volume('ReadWriteMany', strange)])).toBe(proved);
  });

  test('or one of a zone that it does not name', () => {
    expect(answer([...service(mounted), ...volume('ReadWriteMany', regional)])).toBe(
      'unknown: PersistentVolume/disk has no nodeAffinity, and in which zone pd.csi.storage.gke.io attaches it is not known',
    );
  });
});
