import type { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { isDnsLabel } from '../../manifests/names';
import { bytes } from '../../manifests/quantity';
import { requireReason } from '../parts/accept';
import { bytesOf, requireSize } from '../parts/amount';
import { requireAvailability } from '../parts/availability';
import { requireName } from '../parts/component-name';
import { requirePullSecrets, requireRepository } from '../parts/image';
import { namespaceOf } from '../parts/namespace';
import { requireObjectName, requireSecretKey } from '../parts/object-name';
import { refuse } from '../parts/refuse';
import type { Resources } from '../parts/resources';
import { requireServiceAccount } from '../parts/service-account';
import { shown } from '../parts/shown';
import { requireExtensions } from './extensions';
import { requireCheckTimeout } from './fault-detection';
import { requireIndexOptions } from './index-settings';
import { requireLogins } from './logins';
import { DEFAULT_NAME } from './names';
import { requirePodOptions } from './pod-options';
import type { ElasticsearchOptions, ElasticsearchProps } from './props';
import { EXTRA_ROLES } from './roles';
import type { Credentials } from './security';
import { requireSnapshots } from './snapshots';

// The pods' label controller-revision-hash is the StatefulSet's name and 11 more characters: https://github.com/kubernetes/kubernetes/issues/64023
const LONGEST_NAME = 52;
// https://www.elastic.co/guide/en/elasticsearch/reference/current/advanced-configuration.html: above it, Java's pointers double in size.
const COMPRESSED_POINTERS = '31Gi';
// MachineDependentHeap never assigns less.
const LEAST_HEAP = '128Mi';
// ECK's default, since smaller nodes are killed for memory now and then. We measured 1.0 GiB for the server and its launcher with a heap of 512 MiB, TLS and
// 48,000 documents (docs/measurements.md): what is left of less is not enough for merges and the file system cache.
const SAFE_MEMORY = '2Gi';
// Not even the measured node starts with less.
const LEAST_MEMORY = '1Gi';
// The smallest volume that providers offer.
const LEAST_STORAGE = '1Gi';

/** Refuses invalid values of all props except `masters`. */
export function requireSound(construct: Construct, props: ElasticsearchProps, masters: number, resources: Resources): void {
  requireCluster(construct, props);
  requireNodes(construct, { ...props, count: masters, resources });
  requirePodOptions(construct, props);
  requireExtraRoles(construct, props.extraRoles);
  if (masters === 1 && props.availability !== undefined) {
    const message = `can't be promised for a single node, which is a single point of failure, got ${shown(props.availability)}`;
    refuse(construct, { setting: 'availability', message, fix: 'use masters: 3, or omit availability' });
  }
  if (props.resize !== undefined) requireReason(construct, props.resize, ['fewer-masters', 'restart-by-hand'], 'resize');
}

/** What is checked of each set of nodes. */
interface Nodes extends Pick<ElasticsearchOptions, 'heap' | 'indexReplicas' | 'memory'> {
  readonly count: number;
  readonly resources: Resources;

  /** Undefined for nodes without volumes. */
  readonly storage?: ElasticsearchOptions['storage'];
}

/** Refuses invalid values of a set of nodes. @param prefix the setting that holds them, with a dot at its end */
export function requireNodes(construct: Construct, nodes: Nodes, prefix = ''): void {
  const { count, resources, storage, heap, indexReplicas } = nodes;
  if (bytesOf(resources.memory)) requireMemory(construct, nodes.memory, resources, prefix);
  // The type requires it of nodes with volumes, and casts get past the type.
  if (storage !== undefined || prefix === '') requireSize(construct, `${prefix}storage`, storage as Size, LEAST_STORAGE);
  requireHeap(construct, heap, resources, prefix);
  requireCopies(construct, indexReplicas, count, prefix);
}

/** Refuses invalid values of what all nodes of a cluster share. */
export function requireCluster(construct: Construct, props: Omit<ElasticsearchOptions, 'storage'>): void {
  requireName(construct, props.name ?? DEFAULT_NAME, LONGEST_NAME);
  // The application's own class is named after the namespace: if that is invalid, the namespace is refused.
  if (isDnsLabel(namespaceOf(construct))) requireObjectName(construct, 'storageClassName', props.storageClassName, 'StorageClass');
  requireVersion(construct, props.version);
  requireImage(construct, props);
  requireClusterName(construct, props.clusterName);
  requireAvailability(construct, props.availability);
  requireMmap(construct, props.mmap);
  requireCheckTimeout(construct, props.checkTimeout);
  if (props.clientCredentials !== undefined) requireCredentials(construct, props.clientCredentials);
  if (props.zoneLoss !== undefined) requireReason(construct, props.zoneLoss, 'larger-zone', 'zoneLoss');
  requireExtensions(construct, props);
  requireLogins(construct, props.logins);
  requireSnapshots(construct, props);
  requireIndexOptions(construct, props);
  requireServiceAccount(construct, props);
}

function requireExtraRoles(construct: Construct, roles: ElasticsearchOptions['extraRoles']): void {
  if (roles === undefined || (Array.isArray(roles) && roles.every((role) => EXTRA_ROLES.includes(role)))) return;
  const message = `must be a list of ${EXTRA_ROLES.join(', ')}, got ${shown(roles)}`;
  refuse(construct, { setting: 'extraRoles', message, fix: "write a list such as ['ml'], or use ElasticsearchNodeSets" });
}

function requireMemory(construct: Construct, accepted: ElasticsearchOptions['memory'], { memory }: Resources, prefix: string): void {
  const setting = `${prefix}resources.memory`;
  if (accepted !== undefined) requireReason(construct, accepted, 'small-memory', 'memory');
  if (accepted !== undefined) requireSize(construct, setting, memory, LEAST_MEMORY);
  else if ((bytesOf(memory) ?? 0) < (bytes(SAFE_MEMORY) ?? 0)) {
    const message = `must be ${SAFE_MEMORY} or more, below which nodes are killed for memory, got ${shown(memory)}`;
    refuse(construct, { setting, message, fix: "write a larger Size, or memory: { accept: 'small-memory', because: '...' }" });
  }
}

function requireVersion(construct: Construct, version: string): void {
  if (typeof version === 'string' && /^(8\.19|9\.\d+)\.\d+$/.test(version)) return;
  refuse(construct, {
    setting: 'version',
    message: `must be a full version of Elasticsearch 8.19 or 9, got ${shown(version)}`,
    fix: 'write a version such as 9.5.6',
  });
}

function requireImage(
  construct: Construct,
  { imageDigest, imageRepository, imagePullSecrets }: Omit<ElasticsearchOptions, 'storage'>,
): void {
  requireRepository(construct, 'imageRepository', imageRepository);
  requirePullSecrets(construct, imagePullSecrets);
  if (imageDigest === undefined || /^sha256:[0-9a-f]{64}$/.test(imageDigest)) return;
  const message = `must be sha256: and 64 hexadecimal digits, got ${shown(imageDigest)}`;
  refuse(construct, { setting: 'imageDigest', message, fix: 'copy it from the registry, or omit it' });
}

/** @see https://github.com/elastic/elasticsearch/blob/main/server/src/main/java/org/elasticsearch/cluster/ClusterName.java */
function requireClusterName(construct: Construct, name: string | undefined): void {
  if (name === undefined || (typeof name === 'string' && /^[^:\p{Cc}]+$/u.test(name) && name.trim())) return;
  refuse(construct, {
    setting: 'clusterName',
    message: `must be a string without ':', got ${shown(name)}`,
    fix: 'omit it to use the namespace',
  });
}

function requireHeap(construct: Construct, heap: Size | undefined, { memory }: Resources, prefix: string): void {
  const setting = `${prefix}heap`;
  if (heap === undefined || !requireSize(construct, setting, heap, LEAST_HEAP)) return;
  const size = bytesOf(heap) ?? 0;
  const half = (bytesOf(memory) ?? Number.POSITIVE_INFINITY) / 2;
  if (size > half) {
    const message = `must leave half of the memory of ${shown(memory)} for the file system cache, got ${shown(heap)}`;
    refuse(construct, { setting, message, fix: 'omit it, or request more memory' });
  }
  if (size > (bytes(COMPRESSED_POINTERS) ?? 0)) {
    const message = `must be ${COMPRESSED_POINTERS} or less, above which Java's pointers double in size, got ${shown(heap)}`;
    refuse(construct, { setting, message, fix: 'use more nodes instead' });
  }
}

function requireCopies(construct: Construct, indexReplicas: number | undefined, nodes: number, prefix: string): void {
  if (indexReplicas === undefined || (Number.isInteger(indexReplicas) && indexReplicas >= 0 && indexReplicas < nodes)) return;
  const message = `must be a whole number from 0 to ${nodes - 1}, since each of the ${nodes} nodes holds at most one copy of a shard, got ${shown(indexReplicas)}`;
  refuse(construct, { setting: `${prefix}indexReplicas`, message, fix: 'reduce it, or add nodes' });
}

function requireMmap(construct: Construct, mmap: ElasticsearchOptions['mmap']): void {
  if (mmap === undefined || mmap === 'off' || mmap === 'prepared-nodes') return;
  if (typeof mmap === 'object' && mmap !== null) {
    requireReason(construct, mmap, 'privileged-init-container', 'mmap');
    return;
  }
  const fix = "write 'prepared-nodes', or { accept: 'privileged-init-container', because: '...' }";
  refuse(construct, { setting: 'mmap', message: `must be 'off', 'prepared-nodes' or an accepted risk, got ${shown(mmap)}`, fix });
}

function requireCredentials(construct: Construct, credentials: Credentials): void {
  const { username, password }: Partial<Credentials> = credentials ?? {};
  if (typeof username !== 'string' || !username.trim()) {
    const message = `must be the name of a user, got ${shown(username)}`;
    refuse(construct, { setting: 'clientCredentials.username', message, fix: 'write a name such as shop' });
  }
  requireSecretKey(construct, 'clientCredentials.password', password);
}
