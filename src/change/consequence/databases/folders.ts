import type { Place } from '../../../manifests/place';
import type { Difference } from '../../comparison/difference';
import { dataMounts } from '../mounts';
import type { Effect, FieldRule, Versions } from '../rules';

/** Where a program keeps its data, by the variable or the argument that says it: `PGDATA`, `--datadir`. */
type Folders = ReadonlyMap<string, string>;

/** Variables that name the folder, and the folder without them. Source: the page of the image postgres, up to version 17. */
const variables: ReadonlyMap<string, string | undefined> = new Map([
  ['PGDATA', '/var/lib/postgresql/data'],
  ['DATA_DIR', undefined],
]);

/** Arguments that do: of MySQL, MongoDB, etcd, Prometheus, VictoriaMetrics, CockroachDB, Redis and others. Sources: the images mysql and mongo. */
const flags: ReadonlyMap<string, string | undefined> = new Map([
  ['datadir', '/var/lib/mysql'],
  ['dbpath', '/data/db'],
  ['data-dir', undefined],
  ['data-path', undefined],
  ['data.dir', undefined],
  ['path.data', undefined],
  ['storage.path', undefined],
  ['storage.tsdb.path', undefined],
  ['storageDataPath', undefined],
  ['store', undefined],
  ['dir', undefined],
]);

/** A program that is told of another folder starts on an empty one, though the volume is still mounted. */
export const folderRules: readonly FieldRule[] = [
  {
    types: ['DaemonSet.apps', 'Deployment.apps', 'ReplicaSet.apps', 'StatefulSet.apps'],
    field: 'spec.template.spec.containers',
    effect: moved,
  },
];

function moved({ path }: Difference, { before, after }: Versions): Effect | undefined {
  const [name, field] = [(path[4] ?? '').slice(1, -1), path[5]];
  if (field !== 'env' && field !== 'args' && field !== 'command') return undefined;
  const [old, next] = [before, after].map((it) => it.pod?.spec.items('containers').find((container) => container.text('name') === name));
  if (!old || !next) return undefined;
  const mounts = dataMounts(before).filter(({ container }) => container === name);
  const isData = (folder: string) => mounts.some(({ path: at }) => folder === at || folder.startsWith(`${at}/`));
  const [had, has] = [old, next].map(foldersOf) as [Folders, Folders];
  for (const setting of new Set([...had.keys(), ...has.keys()])) {
    if (field === 'env' && path[6] !== undefined && path[6] !== `[${setting}]`) continue;
    const [was, is] = [had.get(setting) ?? usual(setting), has.get(setting) ?? usual(setting)];
    if (was === undefined || is === was || !isData(was)) continue;
    return {
      consequence: 'data at risk',
      because: `the program starts on an empty folder: by ${setting} its data is in ${was}, and it is to look in ${is ?? 'the folder that its image names'}`,
      fix: `keep ${was}, or move the files there first`,
    };
  }
  return undefined;
}

function usual(setting: string): string | undefined {
  return variables.get(setting) ?? flags.get(setting.replace(/^-+/, ''));
}

function foldersOf(container: Place): Folders {
  const named = container.items('env').flatMap((variable): readonly [string, string][] => {
    const [name, value] = [variable.text('name') ?? '', variable.text('value')];
    return variables.has(name) && value !== undefined ? [[name, trimmed(value)]] : [];
  });
  return new Map([...named, ...flagged([...container.items('command'), ...container.items('args')].map((it) => it.text() ?? ''))]);
}

/** `--datadir=/data`, and `--datadir` before `/data`. */
function flagged(words: readonly string[]): readonly [string, string][] {
  return words.flatMap((word, index): readonly [string, string][] => {
    const [, setting = '', value = words[index + 1]] = /^(--?[\w.-]+)(?:=(.+))?$/s.exec(word) ?? [];
    return flags.has(setting.replace(/^-+/, '')) && value?.startsWith('/') ? [[setting, trimmed(value)]] : [];
  });
}

function trimmed(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
}
