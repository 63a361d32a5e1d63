import { mountedClaims } from '../../availability/workload/claims';
import { settingsOf } from '../../availability/workload/settings';
import { isOurs } from '../../manifests/annotations';
import { append, keyOf } from '../../manifests/multimap';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { behind } from '../../manifests/service';
import { isScheduled } from './backup-schedules';
import { databaseVolumesOf, isKeptForAnother } from './databases';

/** Words that only what makes backups is called by, or told. */
const backupWords =
  /back-?up|(?:pg|mysql|mongo|elastic)_?dump|pg_receivewal|mydumper|pgbackrest|barman|\bwal-?[eg]\b|walg_|litestream|\brestic\b|\bkopia\b|\bborg|\bvelero\b|\bstash\b|\brclone\b|recurring-job/i;

/** What else a job is called that does. Beside a database, both may be settings of the database. */
const jobWords = /snapshot|\bdump/i;

/** Settings of databases that send what they keep elsewhere. */
const settingWords = /^(?:archive_command|path\.repo|ES_SETTING_PATH_REPO|snapshot_repositories)$/;

/** A list with nothing in it. */
const emptyList = /^\{\}/;

/** Whether the manifests contain anything that backs up the data of an object. */
export function isBackedUp(object: KubernetesObject, index: ObjectIndex): boolean {
  const workload = index.workload(object);
  if (isScheduled(object.namespace, index)) return true;
  return workload !== undefined && (backsItselfUp(workload, index) || hasJob(workload, index));
}

/** A sidecar, an annotation, or a setting of the database itself. */
function backsItselfUp(workload: WorkloadResource, index: ObjectIndex): boolean {
  const { root, pod } = workload;
  const templates = root.items('spec', 'volumeClaimTemplates');
  const claims = mountedClaims(workload, index).flatMap(({ object }) => object?.root ?? []);
  const described = [root, pod.template, ...templates, ...claims]
    .flatMap((it) => [...it.texts('metadata', 'annotations'), ...it.texts('metadata', 'labels')])
    .filter(([key]) => !isOurs(key));
  const texts = [...described.flat(), ...pod.containers.flatMap(toldTo)];
  const settings = settingsOf(workload, index);
  return (
    texts.some((text) => backupWords.test(text)) ||
    settings.some(({ key, value }) => (settingWords.test(key) && !emptyList.test(value)) || backupWords.test(key))
  );
}

/** All that a container is told, and what it is: without the tag of its image, where `-SNAPSHOT` is a version. */
function toldTo(container: Place): readonly string[] {
  const image = (container.text('image') ?? '').split('@', 1)[0]?.replace(/:[^/:]*$/, '') ?? '';
  const words = [...container.items('command'), ...container.items('args')].map((it) => it.text() ?? '');
  const variables = container.items('env').flatMap((it) => [it.text('name') ?? '', it.text('value') ?? '']);
  return [container.text('name') ?? '', image, ...words, ...variables].map((text) => text.slice(0, longest));
}

/** The end of a longer text is not looked at. */
const longest = 100_000;

/** What programs of their own back up. */
interface Jobs {
  /** The names of databases that some are told, each with its namespace. */
  readonly named: ReadonlySet<string>;

  /** The namespaces with one that is told no database's name: a Secret may say it. */
  readonly anyIn: ReadonlySet<string>;

  /** What others call each database: its name, that of a Service that leads to it, that of a claim, each with its namespace. */
  readonly namesOf: ReadonlyMap<string, readonly string[]>;
}

function hasJob({ type, namespace, name }: WorkloadResource, index: ObjectIndex): boolean {
  const { named, anyIn, namesOf } = jobsIn(index);
  return anyIn.has(namespace) || (namesOf.get(keyOf(type, namespace, name)) ?? []).some((it) => named.has(it));
}

const programs = ['CronJob.batch', 'Deployment.apps', 'StatefulSet.apps', 'DaemonSet.apps'];

const known = new WeakMap<ObjectIndex, Jobs>();

function jobsIn(index: ObjectIndex): Jobs {
  const found = known.get(index);
  if (found) return found;
  const workloads = programs.flatMap((type) => index.ofType(type)).flatMap((object) => index.workload(object) ?? []);
  const namesOf = databaseNames(workloads, index);
  const databases = new Set([...namesOf.values()].flat());
  const named = new Set<string>();
  const anyIn = new Set<string>();
  for (const workload of workloads) {
    const { type, namespace, name, pod } = workload;
    const texts = [name, ...pod.containers.flatMap(toldTo)];
    if (namesOf.has(keyOf(type, namespace, name)) || !texts.some((text) => backupWords.test(text) || jobWords.test(text))) continue;
    const told = namesIn([...texts, ...mountedClaims(workload, index).map((claim) => claim.name)], namespace);
    if (!told.some((it) => databases.has(it))) anyIn.add(namespace);
    for (const it of told) named.add(it);
  }
  const jobs = { named, anyIn, namesOf };
  known.set(index, jobs);
  return jobs;
}

function databaseNames(workloads: readonly WorkloadResource[], index: ObjectIndex): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const workload of workloads) {
    const { type, namespace, name } = workload;
    // A dump of a copy is one of what it copies.
    for (const volume of isKeptForAnother(workload) ? [] : databaseVolumesOf(workload, index))
      for (const it of [name, volume.name]) append(names, keyOf(type, namespace, name), keyOf(namespace, it));
  }
  for (const service of names.size > 0 ? index.ofType('Service') : [])
    for (const { type, namespace, name } of behind(service, index)) {
      const key = keyOf(type, namespace, name);
      if (names.has(key)) append(names, key, keyOf(namespace, service.name));
    }
  return names;
}

/** The names in texts, each with its namespace: `db` of `postgres://db.shop.svc:5432`, and `data-db` of the claim `data-db-0`. */
function namesIn(texts: readonly string[], namespace: string): readonly string[] {
  const words = new Set(texts.flatMap((text) => text.match(/[\w-]+(?:\.[\w-]+)*/g) ?? []));
  return [...words].flatMap((word) => {
    const [name = '', other] = word.split('.');
    return [name, name.replace(/-\d+$/, '')].flatMap((it) => [keyOf(namespace, it), ...(other === undefined ? [] : [keyOf(other, it)])]);
  });
}
