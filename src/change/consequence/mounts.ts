import { claimTemplatesOf } from '../../manifests/claims';
import type { KubernetesObject } from '../../manifests/object';
import type { Place } from '../../manifests/place';
import type { Difference } from '../comparison/difference';
import type { Effect, FieldRule, Versions } from './rules';

/** A volume that holds data, where a container reads and writes it. */
export interface DataMount {
  readonly container: string;
  readonly volume: string;

  /** What is mounted, such as `claim template data`. */
  readonly source: string;

  /** The folder in the container. */
  readonly path: string;

  /** The folder in the volume; empty for all of it. */
  readonly part: string;
}

/** A container that no longer has its data where it had it starts on an empty folder, and the data stays where nothing reads it. */
export const mountRules: readonly FieldRule[] = [
  {
    types: ['DaemonSet.apps', 'Deployment.apps', 'ReplicaSet.apps', 'ReplicationController', 'StatefulSet.apps'],
    field: 'spec.template.spec',
    effect: unmounted,
  },
];

function unmounted(difference: Difference, { before, after }: Versions): Effect | undefined {
  const next = dataMounts(after);
  const left = new Set(after.pod?.spec.items('containers').map((container) => container.text('name') ?? ''));
  const lost = dataMounts(before).find((mount) => isCauseOf(difference, mount) && !next.some((it) => isKept(mount, it, left)));
  if (!lost) return undefined;
  const now = next.find(({ container, source }) => container === lost.container && source === lost.source);
  const start = isOutside(lost) ? 'the pods start without their data' : 'the pods start on an empty folder';
  return {
    consequence: 'data at risk',
    because: `${start}: ${lost.source} was mounted at ${placeOf(lost)} of container ${lost.container}, and ${now ? `is now at ${placeOf(now)}` : 'no longer is'}`,
    fix: 'keep the mount, or copy the data to its new place first',
  };
}

/** Whether a mount that stays, or that another container takes over from one that is gone, is the same data in the same place. */
function isKept(mount: DataMount, next: DataMount, left: ReadonlySet<string>): boolean {
  const isSameContainer = next.container === mount.container || !left.has(mount.container);
  return isSameContainer && next.source === mount.source && next.path === mount.path && next.part === mount.part;
}

/** Whether a difference is in the volume, in the mount, or in what has it. */
function isCauseOf({ path }: Difference, { container, volume, path: at }: DataMount): boolean {
  const [, , , list, item, field, mount] = path;
  if (list === 'volumes') return item === undefined || item === `[${volume}]`;
  if (list !== undefined && list !== 'containers') return false;
  const isOfContainer = item === undefined || item === `[${container}]`;
  return isOfContainer && (field === undefined || (field === 'volumeMounts' && (mount === undefined || mount === `[${at}]`)));
}

/** The containers that write to a volume that holds data. */
export function containersWithData(object: KubernetesObject): ReadonlySet<string> {
  return new Set(dataMounts(object).map(({ container }) => container));
}

/** Where containers write to volumes that hold data. */
export function dataMounts(object: KubernetesObject): readonly DataMount[] {
  const spec = object.pod?.spec;
  if (!spec) return [];
  const sources = new Map([...outside(spec), ...claims(spec), ...templates(object)]);
  return spec.items('containers').flatMap((container) =>
    container.items('volumeMounts').flatMap((mount): DataMount[] => {
      const volume = mount.text('name') ?? '';
      const source = sources.get(volume);
      // What is only read is written by somebody else.
      if (source === undefined || mount.at('readOnly').value === true) return [];
      const part = mount.text('subPath') ?? mount.text('subPathExpr') ?? '';
      return [{ container: container.text('name') ?? '', volume, source, path: mount.text('mountPath') ?? '', part }];
    }),
  );
}

function claims(spec: Place): readonly [string, string][] {
  return spec.items('volumes').flatMap((volume): [string, string][] => {
    const claim = volume.text('persistentVolumeClaim', 'claimName');
    return claim === undefined ? [] : [[volume.text('name') ?? '', `claim ${claim}`]];
  });
}

/** Folders of a node that belong to its system, and that agents mount: what is there is not the data of a workload. */
const SYSTEM =
  /^\/($|(bin|boot|dev|etc|lib|lib64|opt\/cni|proc|root|run|sbin|sys|tmp|usr|var\/run|var\/log|var\/lib\/(cni|containerd|docker|kubelet))(\/|$))/;

/** Folders of a node, and what a server has: what is in them outlives the pods, and so does what is in the one that takes their place. */
function outside(spec: Place): readonly [string, string][] {
  return spec.items('volumes').flatMap((volume): [string, string][] => {
    const name = volume.text('name') ?? '';
    const path = volume.text('hostPath', 'path');
    const isFolder = ['', 'Directory', 'DirectoryOrCreate'].includes(volume.text('hostPath', 'type') ?? '');
    if (path !== undefined) return isFolder && !SYSTEM.test(path) ? [[name, `${HOST}${path}`]] : [];
    const kind = [...remote.keys()].find((it) => volume.at(it).isThere);
    if (kind === undefined || volume.at(kind, 'readOnly').value === true || GENERATED.test(volume.text('csi', 'driver') ?? '')) return [];
    const values = (remote.get(kind) ?? []).map((field) => textOf(volume.at(kind, field).value));
    return [[name, `${kind} ${values.filter((it) => it !== '').join(kind === 'nfs' ? ':' : ' ')}`]];
  });
}

const HOST = 'hostPath ';

/** Volumes of a server that a pod names without a claim, with the fields that tell one from another. */
const remote: ReadonlyMap<string, readonly string[]> = new Map([
  ['nfs', ['server', 'path']],
  ['csi', ['driver', 'volumeAttributes']],
  ['awsElasticBlockStore', ['volumeID']],
  ['azureDisk', ['diskURI']],
  ['azureFile', ['shareName']],
  ['cephfs', ['monitors', 'path']],
  ['cinder', ['volumeID']],
  ['fc', ['targetWWNs', 'wwids', 'lun']],
  ['gcePersistentDisk', ['pdName']],
  ['glusterfs', ['endpoints', 'path']],
  ['iscsi', ['targetPortal', 'iqn', 'lun']],
  ['portworxVolume', ['volumeID']],
  ['rbd', ['monitors', 'pool', 'image']],
  ['vsphereVolume', ['volumePath']],
]);

/** Drivers whose volumes are made anew for each pod, from Secrets, certificates and images. */
const GENERATED = /^(secrets-store\.csi\.k8s\.io|csi\.cert-manager\.io|spiffe\.csi\.cert-manager\.io|csi\.spiffe\.io|.*\bimage\b.*)$/;

function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isOutside({ source }: DataMount): boolean {
  return source.startsWith(HOST) || [...remote.keys()].some((kind) => source.startsWith(`${kind} `));
}

function templates(object: KubernetesObject): readonly [string, string][] {
  return claimTemplatesOf(object).map((template): [string, string] => {
    const name = template.text('metadata', 'name') ?? '';
    return [name, `claim template ${name}`];
  });
}

function placeOf({ path, part }: DataMount): string {
  return part === '' ? path : `${path} (folder ${part} of it)`;
}
