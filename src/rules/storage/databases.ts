import { mountedClaims } from '../../availability/workload/claims';
import { type Settings, settingsOf } from '../../availability/workload/settings';
import { elasticsearchRoles } from '../../manifests/annotations';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';

/** A claim that a database keeps its data in. */
export interface DatabaseVolume {
  /** What the database is called. */
  readonly database: string;

  /** The name of the claim or of its template. */
  readonly claim: string;

  /** What a pod that mounts it too calls it: where each pod has a claim, without the pod's number. */
  readonly name: string;

  /** Where a container mounts it. */
  readonly mount: Place;
}

/** A database, and the folders where its images keep their data. A folder is no name of an image: it says what is kept, whoever built the image. */
interface Database {
  readonly name: string;
  readonly folders: readonly string[];

  /** The variable that names another folder. */
  readonly variable?: string;
}

/** Source: the pages of the official images and those of Bitnami, and the references of the databases. */
const databases: readonly Database[] = [
  { name: 'PostgreSQL', folders: ['/var/lib/postgresql', '/bitnami/postgresql', '/home/postgres/pgdata'], variable: 'PGDATA' },
  { name: 'MySQL or MariaDB', folders: ['/var/lib/mysql', '/bitnami/mysql', '/bitnami/mariadb'] },
  { name: 'MongoDB', folders: ['/data/db', '/bitnami/mongodb'] },
  { name: 'Elasticsearch', folders: ['/usr/share/elasticsearch/data', '/bitnami/elasticsearch'] },
  { name: 'OpenSearch', folders: ['/usr/share/opensearch/data', '/bitnami/opensearch'] },
];

/** What charts call the workload of a copy: what it copies has the backup. */
const copies = /(?:^|-)(?:secondary|slave|replica|read|standby|follower|hidden|arbiter)s?(?:-|$)/;

/** Whether its data is kept for another object, which says how it is backed up: a primary, or what an operator reads. */
export function isKeptForAnother({ name, root }: WorkloadResource): boolean {
  return copies.test(name) || root.items('metadata', 'ownerReferences').length > 0;
}

/** The claims in which the pods of a workload keep the data of a database. What ends with the pod, such as an emptyDir, keeps none. */
export function databaseVolumesOf(workload: WorkloadResource, index: ObjectIndex): readonly DatabaseVolume[] {
  const kept = mountedClaims(workload, index).filter(({ held }) => held !== 'ephemeral');
  const claims = new Map(kept.map((it) => [it.volume, it]));
  if (claims.size === 0 || workload.root.count('spec', 'replicas') === 0) return [];
  const settings = settingsOf(workload, index);
  return workload.pod.spec.items('containers').flatMap((container) =>
    container.items('volumeMounts').flatMap((mount): readonly DatabaseVolume[] => {
      const claim = claims.get(mount.text('name') ?? '');
      const database = mount.at('readOnly').value === true ? undefined : databaseAt(mount.text('mountPath') ?? '', settings);
      if (claim === undefined || !database || !keepsDocuments(workload, settings)) return [];
      return [
        { database: database.name, claim: claim.name, name: claim.held === 'own' ? `${claim.name}-${workload.name}` : claim.name, mount },
      ];
    }),
  );
}

function databaseAt(path: string, settings: Settings): Database | undefined {
  return databases.find(({ folders, variable }) => {
    const named = settings.filter(({ key }) => key === variable).map(({ value }) => value);
    return folders.some((folder) => isWithin(path, folder)) || named.some((folder) => isWithin(folder, path));
  });
}

function isWithin(path: string, folder: string): boolean {
  return folder !== '' && (path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`));
}

/** A node of Elasticsearch or OpenSearch that has no role for data keeps the cluster's state alone. */
function keepsDocuments({ annotations }: WorkloadResource, settings: Settings): boolean {
  const written = settings.find(({ key }) => key === 'node.roles' || key === 'ES_SETTING_NODE_ROLES')?.value;
  const roles = elasticsearchRoles(annotations)?.join() ?? written;
  return roles === undefined ? !settings.some(({ key, value }) => key === 'node.data' && value === 'false') : roles.includes('data');
}
