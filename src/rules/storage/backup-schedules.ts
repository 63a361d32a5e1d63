import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';

/** Types of objects by which controllers make backups, apart from those that are called so, and where they do. */
const schedules: ReadonlyMap<string, 'own namespace' | 'every namespace'> = new Map([
  ['Policy.config.kio.kasten.io', 'every namespace'],
  ['RecurringJob.longhorn.io', 'every namespace'],
  ['ReplicationSource.volsync.backube', 'own namespace'],
  ['Schedule.k8up.io', 'own namespace'],
]);

const velero = 'Schedule.velero.io';

/** Custom resources that are called so: `ScheduledBackup.postgresql.cnpg.io`, `VolumeSnapshot.snapshot.storage.k8s.io`. */
const calledSo = /^\w*(?:Backup|Snapshot)\w*\./;

/** What only describes where backups are, or has one already. */
const noSchedule = /^\w*(?:Class|Content|Location|Repository|Storage)\./;

/** Whether an object tells a controller to back up what is in a namespace. */
export function isScheduled(namespace: string, index: ObjectIndex): boolean {
  return schedulesIn(index).some((it) => {
    if (it.type === velero) return includes(it, namespace);
    return it.namespace === namespace || schedules.get(it.type) === 'every namespace';
  });
}

const known = new WeakMap<ObjectIndex, readonly KubernetesObject[]>();

function schedulesIn(index: ObjectIndex): readonly KubernetesObject[] {
  const found =
    known.get(index) ??
    index.objects.filter(
      ({ type, pod }) => !pod && (type === velero || schedules.has(type) || (calledSo.test(type) && !noSchedule.test(type))),
    );
  known.set(index, found);
  return found;
}

/** Source: Velero, API types, Schedule: no list, or `*`, is every namespace. */
function includes({ root }: KubernetesObject, namespace: string): boolean {
  const listed = (field: string) => root.items('spec', 'template', field).map(({ value }) => value);
  const included = listed('includedNamespaces');
  const isIncluded = included.length === 0 || included.includes('*') || included.includes(namespace);
  return isIncluded && !listed('excludedNamespaces').includes(namespace);
}
