import type { Construct } from 'constructs';
import { refuse } from '../parts/refuse';
import { AZURE_CLIENT, EKS_ROLE, GKE_ACCOUNT, type ServiceAccountOptions } from '../parts/service-account';
import { shown } from '../parts/shown';
import type { SecureSettings } from './secure-settings';

/** How nodes may log in to a kind of repository. */
interface Access {
  /** The secure settings with keys: one of these lists, complete. */
  readonly keys: readonly (readonly string[])[];

  /** The annotation of the ServiceAccount by which the provider gives the pods an identity. */
  readonly annotation: string;

  /** The secure settings that an identity needs all the same. */
  readonly beside: readonly string[];
}

/** Source: Elastic's pages on the repositories of S3, Google Cloud Storage and Azure. */
const ACCESS = {
  s3: { keys: [['s3.client.default.access_key', 's3.client.default.secret_key']], annotation: EKS_ROLE, beside: [] },
  gcs: { keys: [['gcs.client.default.credentials_file']], annotation: GKE_ACCOUNT, beside: [] },
  azure: {
    keys: [
      ['azure.client.default.account', 'azure.client.default.key'],
      ['azure.client.default.account', 'azure.client.default.sas_token'],
    ],
    annotation: AZURE_CLIENT,
    beside: ['azure.client.default.account'],
  },
} as const satisfies Readonly<Record<string, Access>>;

/** The first version that reads the token of EKS Pod Identity: https://github.com/elastic/elasticsearch/pull/151614 */
const POD_IDENTITY = { major: 9, minor: 6 };

interface Declared extends ServiceAccountOptions {
  readonly identity?: unknown;
  readonly secureSettings?: SecureSettings;
  readonly version?: string;
}

/** Refuses a repository that nodes would be refused by, each night and without anybody noticing. */
export function requireAccess(construct: Construct, type: keyof typeof ACCESS, props: Declared): void {
  const { identity, secureSettings, serviceAccountAnnotations = {}, version = '' } = props;
  const { keys, annotation, beside }: Access = ACCESS[type];
  const given: readonly string[] = Array.isArray(secureSettings?.settings) ? secureSettings.settings : [];
  const hasAll = (all: readonly string[]) => all.every((key) => given.includes(key));
  if (identity !== undefined) requireByProvider(construct, type, identity, version);
  else if (Object.hasOwn(serviceAccountAnnotations, annotation)) {
    if (hasAll(beside)) return;
    const message = `must have ${beside.join(' and ')} besides an identity, got ${shown(given)}`;
    refuse(construct, { setting: 'secureSettings.settings', message, fix: 'add it: the annotation names the identity and no account' });
  } else if (!keys.some(hasAll)) {
    const names = Object.keys(serviceAccountAnnotations);
    const got = names.length > 0 ? `annotations that give none for ${type} (${names.join(', ')})` : 'neither';
    const message = `must be reached with keys in secureSettings or an identity in serviceAccountAnnotations, got ${got}`;
    const fix = `add ${keys[0]?.join(' and ')} to secureSettings, or annotate ${annotation}: docs/elasticsearch-snapshots.md`;
    refuse(construct, { setting: 'snapshots.repository', message, fix });
  }
}

function requireByProvider(construct: Construct, type: keyof typeof ACCESS, identity: unknown, version: string): void {
  const setting = 'snapshots.identity';
  const fix = `omit it, and annotate ${ACCESS[type].annotation}, or give keys in secureSettings`;
  if (identity !== 'by-provider' || type === 'azure') {
    const message = type === 'azure' ? "must be omitted: Azure's needs an annotation" : "must be 'by-provider'";
    refuse(construct, { setting, message: `${message}, got ${shown(identity)}`, fix });
    return;
  }
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isKnown = major > POD_IDENTITY.major || (major === POD_IDENTITY.major && minor >= POD_IDENTITY.minor);
  if (type !== 's3' || isKnown) return;
  const message = `needs Elasticsearch ${POD_IDENTITY.major}.${POD_IDENTITY.minor} or newer, which reads the token of EKS Pod Identity, got ${version}`;
  refuse(construct, { setting, message, fix });
}
