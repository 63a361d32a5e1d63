import { spawnSync } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { InputError } from './input-error';
import { isManifest, type ManifestText } from './read';

/** What was found out while `atOneMoment` runs. */
let found: Map<string, unknown> | undefined;

/** Runs work that sees the repository as it is now: whatever is asked `once` during it is found out once. */
export function atOneMoment<T>(work: () => T): T {
  if (found) return work();
  found = new Map();
  try {
    return work();
  } finally {
    found = undefined;
  }
}

/** What was computed for a question about the repository. Outside of `atOneMoment` it is computed each time. */
export function once<T>(question: string, compute: () => T): T {
  if (!found) return compute();
  if (!found.has(question)) found.set(question, compute());
  return found.get(question) as T;
}

/** Whether git knows a revision, such as `main`, `HEAD~3` or `v1.2.0`, in the repository of the working directory. */
export function isRevision(revision: string): boolean {
  if (revision.startsWith('-')) return false;
  return once(known(revision), () => git(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]) !== undefined);
}

/** Whether an address is that of a remote of the repository of the working directory, however either is written. */
export function isRemote(address: string): boolean {
  const listed = git(['config', '--get-regexp', '^remote\\..*\\.url$'])?.toString('utf8') ?? '';
  const remotes = listed.split('\n').flatMap((line) => line.split(' ')[1] ?? []);
  return remotes.some((remote) => repositoryOf(remote) === repositoryOf(address));
}

/** `host/owner/name` of `https://user@host/owner/name.git`, `ssh://git@host:22/owner/name` and `git@host:owner/name.git`; any other address as it is. */
function repositoryOf(address: string): string {
  const [, host, path] = /^(?:\w+:\/\/)?(?:[^@/]*@)?([^@/:]+)(?::\d+\/|:|\/)(.+)$/.exec(address) ?? [];
  return `${host === undefined ? address : `${host.toLowerCase()}/${path}`}`.replace(/\/*$/, '').replace(/\.git$/, '');
}

/**
 * The manifests at a path in a revision: a file, or the files of a folder in all its folders. None if the path is not there.
 *
 * @param path relative to the working directory
 * @throws InputError if git doesn't know the revision
 */
export function readRevision(revision: string, path: string): readonly ManifestText[] {
  const entries = entriesOf(revision, path) ?? [];
  if (entries.length === 0 && !isRevision(revision))
    throw new InputError(`no such file, folder or git revision: ${revision}`, 'check the name');
  const files = entries.filter(({ type, file }) => type === 'blob' && (isManifest(file) || file === path));
  const texts = contents(files.map(({ id }) => id));
  return files.map(({ file }, index) => ({ file: `${revision}:${file}`, text: texts[index] as string }));
}

/** The text of a file in a revision; undefined if it is not there. @param path relative to the working directory */
export function textInRevision(revision: string, path: string): string | undefined {
  if (!isRevision(revision)) return undefined;
  return readRevision(revision, path).find(({ file }) => file.endsWith(basename(path)))?.text;
}

/** The names of the folders in a folder of a revision. @param path relative to the working directory */
export function foldersInRevision(revision: string, path: string): readonly string[] {
  const folders = entriesOf(revision, path)?.filter(({ type, file }) => type === 'tree' && dirname(file) === path) ?? [];
  return folders.map(({ file }) => basename(file));
}

/** The question whether git knows a revision. */
function known(revision: string): string {
  return JSON.stringify([process.cwd(), 'revision', revision]);
}

interface Entry {
  readonly type: string;
  readonly id: string;

  /** Relative to the working directory. */
  readonly file: string;
}

/** What is at a path of a revision and in all its folders; undefined if git doesn't know the revision, or the path is outside of the repository. */
function entriesOf(revision: string, path: string): readonly Entry[] | undefined {
  if (revision.startsWith('-')) return undefined;
  const listed = git(['ls-tree', '-r', '-t', '-z', `${revision}^{commit}`, '--', path]);
  if (listed) found?.set(known(revision), true);
  return listed
    ?.toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [, type, id, file] = /^\d+ (\w+) (\w+)\t(.+)$/s.exec(line) ?? [];
      return type !== undefined && id !== undefined && file !== undefined ? [{ type, id, file }] : [];
    });
}

/** The contents of blobs, by one process. */
function contents(ids: readonly string[]): readonly string[] {
  if (ids.length === 0) return [];
  const output = git(['cat-file', '--batch'], `${ids.join('\n')}\n`);
  if (!output) throw new InputError('git cat-file failed', 'check the repository with git fsck');
  const texts: string[] = [];
  for (let start = 0; texts.length < ids.length; ) {
    const line = output.indexOf('\n', start);
    const size = Number(output.toString('utf8', start, line).split(' ')[2]);
    texts.push(output.toString('utf8', line + 1, line + 1 + size));
    start = line + 1 + size + 1;
  }
  return texts;
}

const mostBytes = 2 ** 28;

/** The output of git; undefined if it fails, as it does outside a repository and where it isn't installed. */
function git(args: readonly string[], input?: string): Buffer | undefined {
  return once(JSON.stringify([process.cwd(), 'git', args, input]), () => {
    const { status, stdout } = spawnSync('git', args, { input, maxBuffer: mostBytes, stdio: ['pipe', 'pipe', 'ignore'] });
    return status === 0 ? stdout : undefined;
  });
}
