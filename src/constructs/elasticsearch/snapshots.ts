import type { Construct } from 'constructs';
import type { Accept } from '../../manifests/annotations';
import { isCidr } from '../../manifests/names';
import { requireReason } from '../parts/accept';
import { requireObjectName } from '../parts/object-name';
import { isPlain } from '../parts/record';
import { refuse } from '../parts/refuse';
import type { ServiceAccountOptions } from '../parts/service-account';
import { shown } from '../parts/shown';
import { type RestoreDrill, requireRestoreDrill } from './restore-drill-props';
import type { SecureSettings } from './secure-settings';
import { requireAccess } from './snapshot-access';

/** A repository in S3, or in what speaks its protocol, such as DigitalOcean Spaces and MinIO. */
export interface S3Repository {
  readonly type: 's3';
  readonly bucket: string;

  /**
   * The host of the service, such as `fra1.digitaloceanspaces.com`.
   *
   * @default AWS
   */
  readonly endpoint?: string;

  /**
   * The region, such as `eu-west-1`.
   *
   * @default that of the node on EKS
   */
  readonly region?: string;
}

/** A repository in Google Cloud Storage. */
export interface GcsRepository {
  readonly type: 'gcs';
  readonly bucket: string;
}

/** A repository in Azure Blob Storage. */
export interface AzureRepository {
  readonly type: 'azure';
  readonly container: string;
}

/** A repository on a file system that all nodes share. */
export interface SharedRepository {
  readonly type: 'fs';

  /** The name of a PersistentVolumeClaim with the access mode ReadWriteMany, in the application's namespace. */
  readonly claim: string;
}

/** Snapshots of all indices and of the cluster's state, which Elasticsearch takes and deletes by itself. */
export interface Snapshots {
  /**
   * Where they are. Nodes log in by the keys in `secureSettings`, or by the identity of their ServiceAccount. They are stored below a folder with the
   * cluster's name, since two clusters must not write to one.
   */
  readonly repository: S3Repository | GcsRepository | AzureRepository | SharedRepository;

  /**
   * `by-provider` where the provider knows the nodes by their ServiceAccount without an annotation: EKS Pod Identity, from Elasticsearch 9.6 on, and a
   * principal of GKE's Workload Identity Federation.
   *
   * @default by keys, or by an annotation of the ServiceAccount
   */
  readonly identity?: 'by-provider';

  /**
   * When they are taken, in Elasticsearch's notation with seconds, in UTC.
   *
   * @default '0 30 1 * * ?': every night at 01:30
   * @see https://www.elastic.co/docs/explore-analyze/alerts-cases/watcher/schedule-types#schedule-cron
   */
  readonly schedule?: string;

  /**
   * The days after which one is deleted, unless fewer than 7 would be left.
   *
   * @default 30
   */
  readonly days?: number;

  /**
   * The addresses of the repository, which a NetworkPolicy allows on port 443.
   *
   * @default every public address
   */
  readonly addresses?: readonly string[];

  /**
   * A CronJob that restores indices of the newest snapshot under other names, counts their documents, and removes them. It fails if one can't be
   * restored, or if the newest is too old.
   *
   * @default none
   */
  readonly restoreDrill?: RestoreDrill;

  readonly accept?: never;
  readonly because?: never;
}

/** The repository and the policy, as Elasticsearch knows them. */
export const REPOSITORY = 'backup';
export const POLICY = 'nightly';

export const DEFAULT_SCHEDULE = '0 30 1 * * ?';
export const DEFAULT_DAYS = 30;

const TYPES = ['s3', 'gcs', 'azure', 'fs'];

interface Declared extends ServiceAccountOptions {
  readonly version?: string;
  readonly snapshots?: Snapshots | Accept<'no-backup'>;
  readonly secureSettings?: SecureSettings;
}

/** Refuses snapshots that can't be taken, and none without a reason. */
export function requireSnapshots(construct: Construct, props: Declared): void {
  const { snapshots } = props;
  if (snapshots === undefined) return;
  if (!isPlain(snapshots as unknown)) {
    const fix = "write { repository: { type: 's3', bucket: '...' } }, or { accept: 'no-backup', because: '...' }";
    refuse(construct, { setting: 'snapshots', message: `must have a repository, or a reason for none, got ${shown(snapshots)}`, fix });
  } else if (snapshots.accept !== undefined) requireReason(construct, snapshots, 'no-backup', 'snapshots');
  else requireDeclared(construct, snapshots, props);
}

function requireDeclared(construct: Construct, snapshots: Snapshots, props: Declared): void {
  const { schedule, days, addresses, restoreDrill } = snapshots;
  requireRepository(construct, snapshots, props);
  if (schedule !== undefined && !(typeof schedule === 'string' && /^\S+( \S+){5,6}$/.test(schedule))) {
    const message = `must have six or seven fields, the first for seconds, got ${shown(schedule)}`;
    refuse(construct, { setting: 'snapshots.schedule', message, fix: `write a schedule such as '${DEFAULT_SCHEDULE}'` });
  }
  if (days !== undefined && !(Number.isInteger(days) && days > 0)) {
    refuse(construct, { setting: 'snapshots.days', message: `must be a whole number of 1 or more, got ${shown(days)}`, fix: 'write 30' });
  }
  if (addresses !== undefined && !(Array.isArray(addresses) && addresses.length > 0 && addresses.every(isCidr))) {
    const message = `must be ranges of addresses, got ${shown(addresses)}`;
    refuse(construct, { setting: 'snapshots.addresses', message, fix: "write a list such as ['10.1.2.0/24']" });
  }
  if (restoreDrill !== undefined) requireRestoreDrill(construct, restoreDrill, schedule === undefined);
}

function requireRepository(construct: Construct, snapshots: Snapshots, props: Declared): void {
  const setting = 'snapshots.repository';
  const { repository }: Partial<Snapshots> = snapshots;
  const type = repository?.type;
  if (repository === undefined || type === undefined || !TYPES.includes(type)) {
    const message = `must have a type of ${TYPES.join(', ')}, got ${shown(type)}`;
    refuse(construct, { setting, message, fix: "write { type: 's3', bucket: '...' }" });
    return;
  }
  if (type === 'fs') requireObjectName(construct, `${setting}.claim`, repository.claim, 'PersistentVolumeClaim');
  else {
    const field = type === 'azure' ? 'container' : 'bucket';
    requireObjectName(construct, `${setting}.${field}`, type === 'azure' ? repository.container : repository.bucket, field);
    requireAccess(construct, type, { ...props, identity: snapshots.identity });
  }
  if (type !== 's3') return;
  for (const field of ['endpoint', 'region'] as const) {
    const value = repository[field];
    if (value !== undefined) requireObjectName(construct, `${setting}.${field}`, value, field);
  }
}
