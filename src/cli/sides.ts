import { join, normalize } from 'node:path';
import { joined, separated } from '../change/delivery/separation';
import { InputError } from '../manifests/input-error';
import { indexOf, type ObjectIndex } from '../manifests/object-index';
import {
  controllers,
  environmentsIn,
  exists,
  isEnvironment,
  type ManifestText,
  manifestsIn,
  type ReadOptions,
  readManifests,
} from '../manifests/read';
import { isRevision, readRevision } from '../manifests/revision';
import { SharedDocuments } from '../manifests/shared-documents';
import type { DiffRequest } from './arguments';
import { type ComparedTopologies, topologiesBeside } from './compared-topologies';
import type { Origin, Origins } from './origin';

/** The two sides of a comparison. Several environments in one folder are compared one by one: their objects have the same names. */
export interface Sides {
  readonly name: string;
  readonly base: ObjectIndex;
  readonly head: ObjectIndex;

  /** Whether it is what a controller reads for several environments. */
  readonly isShared?: true;

  /** What both sides run on, if that lies beside the manifests. */
  readonly topologies?: ComparedTopologies;
}

const DIST = 'dist';
const LAST_COMMIT = 'HEAD';

/**
 * Reads both sides.
 *
 * A revision without a path is compared at the path of the other side, or `dist`. Without a second side, it is the working tree.
 *
 * @throws InputError, UnreadableError
 */
export function sidesOf({ base = LAST_COMMIT, head }: Pick<DiffRequest, 'base' | 'head'>, ofConfiguration = DIST): ReadSides {
  const first = originOf(base);
  const second = head === undefined ? workingTree(first, base, ofConfiguration) : originOf(head);
  if (first.kind === 'input' && second.kind === 'input')
    throw new InputError('standard input is both BASE and HEAD', 'name a file, a folder or a git revision');
  const path = pathOf(second) ?? pathOf(first) ?? ofConfiguration;
  const options: ReadOptions = { allowEmpty: true, shared: new SharedDocuments() };
  const [old, next] = [manifestsOf(first, path, options), manifestsOf(second, path, options)];
  const origins = { base: first, head: second };
  const names = environmentsOf(old, next);
  const sides = names.length === 0 ? [{ name: path, base: indexed(old), head: indexed(next) }] : withDelivery(old, next, names);
  // A folder of other files, and one outside the repository, are likely a typo: nothing differs in them.
  if (sides.every(({ base, head }) => base.objects.length + head.objects.length === 0))
    throw new InputError(`no manifests in ${path}, before or after`, 'name a path with manifests');
  const beside = (side: Sides): Sides => {
    if (side.isShared) return side;
    return { ...side, topologies: topologiesBeside({ ...origins, path, ...(names.length > 0 && { environment: side.name }) }) };
  };
  return { sides: sides.map(beside), origins };
}

/** Both sides of each comparison, and where they come from. */
export interface ReadSides {
  readonly sides: readonly Sides[];
  readonly origins: Origins;
}

/** Each environment with what deploys it, then what Argo CD and Flux read for all of them. */
function withDelivery(old: readonly Part[], next: readonly Part[], names: readonly string[]): readonly Sides[] {
  const inFolder = (name: string) => ({ base: indexed(within(old, name)), head: indexed(within(next, name)) });
  const deliveries = controllers.map((name) => ({ name, ...separated(inFolder(name), names) }));
  const environments = names.map((name) => {
    const { base, head } = inFolder(name);
    const delivered = deliveries.map(({ of }) => of(name));
    return {
      name,
      base: joined(
        base,
        delivered.flatMap((it) => it.base),
      ),
      head: joined(
        head,
        delivered.flatMap((it) => it.head),
      ),
    };
  });
  return [...environments, ...deliveries.map(({ name, shared }) => ({ name, ...shared, isShared: true as const }))];
}

function originOf(argument: string): Origin {
  if (argument === '-') return { kind: 'input' };
  if (exists(argument)) return { kind: 'path', path: normalize(argument) };
  const [, revision = argument, path] = /^([^:]+):(.+)$/.exec(argument) ?? [];
  if (isRevision(revision)) return { kind: 'revision', revision, path: path && normalize(path) };
  if (argument === LAST_COMMIT) throw new InputError('there is no last commit to compare with', 'name BASE: a file or a folder');
  throw new InputError(`no such file, folder or git revision: ${argument}`, 'check the name');
}

function workingTree(base: Origin, argument: string, path: string): Origin {
  if (base.kind === 'revision') return { kind: 'path', path: base.path ?? path };
  throw new InputError('HEAD is missing', `write nines diff ${argument} HEAD, or a git revision such as main in place of ${argument}`);
}

function pathOf(origin: Origin): string | undefined {
  return origin.kind === 'input' ? undefined : origin.path;
}

/** A text and its path below the folder that is compared. */
interface Part {
  readonly below: string;
  readonly read: () => ObjectIndexSource;
}

type ObjectIndexSource = Parameters<typeof indexOf>[0];

function manifestsOf(origin: Origin, path: string, options: ReadOptions): readonly Part[] {
  if (origin.kind === 'input') return [{ below: '', read: () => readManifests(['-'], options).documents }];
  if (origin.kind === 'revision')
    return readRevision(origin.revision, origin.path ?? path).map((text) => committed(text, origin, path, options));
  if (!exists(origin.path)) return [];
  const environments = foldersIn(origin.path);
  const beside = environments.length > 0 ? controllers.filter((it) => exists(join(origin.path, it))) : [];
  const folders = [...environments, ...beside];
  const paths = folders.length > 0 ? folders.map((name) => join(origin.path, name)) : [origin.path];
  return paths.map((it, index) => ({
    below: folders[index] === undefined ? '' : `${folders[index]}/`,
    read: () => readManifests([it], options).documents,
  }));
}

function committed(
  text: ManifestText,
  { revision, path }: Extract<Origin, { kind: 'revision' }>,
  other: string,
  options: ReadOptions,
): Part {
  const below = text.file.slice(`${revision}:${path ?? other}/`.length);
  return { below, read: () => manifestsIn([text], options).documents };
}

/** The environments in a folder that contains only folders. */
export function foldersIn(path: string): readonly string[] {
  try {
    return environmentsIn(path);
  } catch {
    return [];
  }
}

/** The environments, if both sides consist of folders only. */
function environmentsOf(old: readonly Part[], next: readonly Part[]): readonly string[] {
  const all = [...old, ...next];
  if (!all.every(({ below }) => below.includes('/'))) return [];
  return [...new Set(all.map(({ below }) => below.slice(0, below.indexOf('/'))))].filter(isEnvironment).sort();
}

function within(parts: readonly Part[], name: string): readonly Part[] {
  return parts.filter(({ below }) => below.startsWith(`${name}/`));
}

function indexed(parts: readonly Part[]): ObjectIndex {
  return indexOf(parts.flatMap(({ read }) => read()));
}
