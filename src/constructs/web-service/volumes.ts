import { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Identity } from '../parts/labels';
import { refuse } from '../parts/refuse';
import { wholeMebibytes } from '../parts/rounding';
import { isFileName } from './file-name';

/** Keys of a Secret as files. */
export interface SecretFiles {
  /** The Secret's name. */
  readonly secret: string;

  /** The keys in it: each is a file of that name. */
  readonly keys: readonly string[];
}

/** What a container's files are made from, by the folder in which they stand. */
export interface VolumeSources {
  readonly secretFiles?: Readonly<Record<string, SecretFiles>>;
  readonly writable?: Readonly<Record<string, Size>>;
}

/** A volume and where it stands. */
export interface MountedVolume {
  readonly volume: k8s.Volume;
  readonly mount: k8s.VolumeMount;
}

const WRITABLE = { '/tmp': Size.mebibytes(64) };
// The kubelet keeps five files of 10 MiB of a container's output, and for a moment one more.
const LOGS = Size.mebibytes(64);

/**
 * All that stands in the container beside its image.
 *
 * @throws on a folder that is no absolute path, is `/`, is there twice or has no room, and on a key that is no file name
 */
export function mountedVolumes(
  construct: Construct,
  identity: Identity,
  sources: VolumeSources,
  configMapName: string | undefined,
): MountedVolume[] {
  const { secretFiles = {}, writable = WRITABLE } = sources;
  const config: [string, Omit<k8s.Volume, 'name'>][] = configMapName
    ? [[`/etc/${identity.name}`, { configMap: { name: configMapName } }]]
    : [];
  const secrets = Object.entries(secretFiles).map(([path, files]): [string, Omit<k8s.Volume, 'name'>] => [path, { secret: secret(files) }]);
  const places = Object.entries(writable).map(([path, size]): [string, Omit<k8s.Volume, 'name'>] => [
    path,
    { emptyDir: { sizeLimit: quantity(size) } },
  ]);
  const readOnly = [...config, ...secrets];
  requirePaths(
    construct,
    [...readOnly, ...places].map(([path]) => path),
  );
  for (const [path, size] of Object.entries(writable)) {
    if (wholeMebibytes(size) < 1) refuse(construct, `'${path}' has room for nothing; give it 1 MiB or more`);
  }
  for (const { secret: name, keys } of Object.values(secretFiles)) requireKeys(construct, name, keys);
  return [
    ...readOnly.map(([path, source]) => ({
      volume: { name: nameOf(path), ...source },
      mount: { name: nameOf(path), mountPath: path, readOnly: true },
    })),
    ...places.map(([path, source]) => ({ volume: { name: nameOf(path), ...source }, mount: { name: nameOf(path), mountPath: path } })),
  ];
}

/** The most that it can write to its node's disk: its writable folders, and what the kubelet keeps of its output. */
export function ephemeralStorage({ writable = WRITABLE }: VolumeSources): k8s.Quantity {
  return quantity(Object.values(writable).reduce((sum, size) => Size.mebibytes(wholeMebibytes(sum) + wholeMebibytes(size)), LOGS));
}

function secret({ secret: secretName, keys }: SecretFiles): k8s.SecretVolumeSource {
  // Readable for the user that the container runs as, by the pod's fsGroup, and for nobody else.
  return { secretName, defaultMode: 0o440, items: keys.map((key) => ({ key, path: key })) };
}

function requireKeys(construct: Construct, name: string, keys: readonly string[]): void {
  const wrong = keys.find((key) => !isFileName(key));
  if (wrong !== undefined) refuse(construct, `key '${wrong}' of Secret '${name}' is no file name; write letters, digits, '-', '_' and '.'`);
}

function requirePaths(construct: Construct, paths: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const path of paths) {
    if (!/^(\/[\w.-]+)+$/.test(path)) refuse(construct, `'${path}' is no place for files; write an absolute path such as /var/cache`);
    const same = seen.get(nameOf(path));
    if (same !== undefined) refuse(construct, `two volumes for '${same}' and '${path}'; give them paths that differ in more than signs`);
    seen.set(nameOf(path), path);
  }
}

/** `/var/cache` is the volume `var-cache`. */
function nameOf(path: string): string {
  return path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function quantity(size: Size): k8s.Quantity {
  return k8s.Quantity.fromString(size.asString());
}
