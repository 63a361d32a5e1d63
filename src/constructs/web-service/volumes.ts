import { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { isConfigKey, isDnsLabel } from '../../manifests/names';
import { requireSize } from '../parts/amount';
import type { Identity } from '../parts/labels';
import { requireObjectName } from '../parts/object-name';
import { entriesOf } from '../parts/record';
import { refuse } from '../parts/refuse';
import { wholeMebibytes } from '../parts/rounding';
import { shown } from '../parts/shown';

/** Keys of a Secret as files. */
export interface SecretFiles {
  /** The Secret's name. */
  readonly secret: string;

  /** The keys to mount, each as a file of that name. */
  readonly keys: readonly string[];
}

/** The sources of a container's volumes, by the folder that they are mounted in. */
export interface VolumeSources {
  readonly secretFiles?: Readonly<Record<string, SecretFiles>>;
  readonly writable?: Readonly<Record<string, Size>>;
}

/** A volume and its mount. */
export interface MountedVolume {
  readonly volume: k8s.Volume;
  readonly mount: k8s.VolumeMount;
}

/** The configuration of a service. */
interface NamedConfig {
  readonly name: string;
  readonly config?: Readonly<Record<string, string>>;
}

// A smaller folder is useless.
const LEAST = '1Ki';
const WRITABLE = { '/tmp': Size.mebibytes(64) };
// The kubelet keeps five log files of 10 MiB for each container, and briefly a sixth.
const LOGS = Size.mebibytes(64);

/** The volumes of a container. */
export function mountedVolumes(identity: Identity, sources: VolumeSources, configMapName: string | undefined): MountedVolume[] {
  const { secretFiles = {}, writable = WRITABLE } = sources;
  const config: [string, Omit<k8s.Volume, 'name'>][] = configMapName
    ? [[configFolder(identity.name), { configMap: { name: configMapName } }]]
    : [];
  const secrets = Object.entries(secretFiles).map(([path, files]): [string, Omit<k8s.Volume, 'name'>] => [path, { secret: secret(files) }]);
  const places = Object.entries(writable).map(([path, size]): [string, Omit<k8s.Volume, 'name'>] => [
    path,
    { emptyDir: { sizeLimit: quantity(size) } },
  ]);
  const readOnly = [...config, ...secrets];
  return [
    ...readOnly.map(([path, source]) => ({
      volume: { name: nameOf(path), ...source },
      mount: { name: nameOf(path), mountPath: path, readOnly: true },
    })),
    ...places.map(([path, source]) => ({ volume: { name: nameOf(path), ...source }, mount: { name: nameOf(path), mountPath: path } })),
  ];
}

/** The most that a container can write to the disk of its node: its writable folders, and the logs that the kubelet keeps. */
export function ephemeralStorage({ writable = WRITABLE }: VolumeSources): k8s.Quantity {
  return quantity(Object.values(writable).reduce((sum, size) => Size.mebibytes(wholeMebibytes(sum) + wholeMebibytes(size)), LOGS));
}

function secret({ secret: secretName, keys }: SecretFiles): k8s.SecretVolumeSource {
  // Readable only for the user that the container runs as, through the pod's fsGroup.
  return { secretName, defaultMode: 0o440, items: keys.map((key) => ({ key, path: key })) };
}

/** Refuses folders that aren't absolute paths, are too small or duplicate, and keys that can't be file names. */
export function requireVolumes(construct: Construct, sources: VolumeSources & NamedConfig): void {
  const { name, config } = sources;
  const secretFiles = entriesOf(
    construct,
    'secretFiles',
    sources.secretFiles,
    "{ '/run/keys': { secret: 'keys', keys: ['signing.pem'] } }",
  );
  const writable = entriesOf(construct, 'writable', sources.writable, "{ '/var/cache': Size.mebibytes(64) }");
  requireFolders(construct, [
    ...(config && Object.keys(config).length > 0 && isDnsLabel(name) ? [{ setting: 'config', path: configFolder(name) }] : []),
    ...secretFiles.map(([path]) => ({ setting: 'secretFiles', path })),
    ...writable.map(([path]) => ({ setting: 'writable', path })),
  ]);
  for (const [path, size] of writable) requireSize(construct, `writable['${path}']`, size, LEAST);
  for (const [path, files] of secretFiles) requireFiles(construct, `secretFiles['${path}']`, files);
}

function requireFiles(construct: Construct, setting: string, files: SecretFiles): void {
  requireObjectName(construct, `${setting}.secret`, files?.secret, 'Secret');
  const keys: readonly unknown[] = Array.isArray(files?.keys) ? files.keys : [];
  if (keys.length > 0 && keys.every(isConfigKey)) return;
  const got = keys.length > 0 ? keys.find((key) => !isConfigKey(key)) : files?.keys;
  refuse(construct, {
    setting: `${setting}.keys`,
    message: `must be keys of a Secret, got ${shown(got)}`,
    fix: "name at least one, in letters, digits, '-', '_' and '.'",
  });
}

function requireFolders(construct: Construct, folders: readonly { readonly setting: string; readonly path: string }[]): void {
  const seen = new Map<string, string>();
  for (const { setting, path } of folders) {
    if (!/^(\/[\w.-]+)+$/.test(path)) {
      refuse(construct, { setting, message: `must have absolute paths, got ${shown(path)}`, fix: 'write for example /var/cache' });
      continue;
    }
    const volume = nameOf(path);
    const same = seen.get(volume);
    if (volume === '' || volume.length > 63) {
      refuse(construct, {
        setting,
        message: `must have paths of 1 to 63 letters and digits, got ${shown(path)}`,
        fix: 'write for example /var/cache',
      });
    } else if (same !== undefined) {
      const message = `must have paths that differ in letters or digits, got ${shown(same)} and ${shown(path)}`;
      refuse(construct, { setting, message, fix: 'rename one of them' });
    }
    seen.set(volume, path);
  }
}

function configFolder(name: string): string {
  return `/etc/${name}`;
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
