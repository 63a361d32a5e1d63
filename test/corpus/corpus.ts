import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isManifest, type ManifestText } from '../../src/manifests/read';
import { type CorpusRepository, repositories } from './sets';

/** Manifests that others published, as a team would check them: one folder, or the files of one installation. */
export interface CorpusSet {
  readonly name: string;
  readonly repository: string;
  readonly paths: readonly string[];
}

/** Every set, in the order of {@link repositories}. */
export const sets: readonly CorpusSet[] = Object.entries(repositories).flatMap(([repository, it]) =>
  Object.entries(it.sets).map(([name, paths]) => ({ name, repository, paths })),
);

/** Where the repositories are: a folder with `<owner>+<name>/repo` for each. */
const folder = process.env['CORPUS'] ?? join(__dirname, '..', '..', 'build', 'corpus');

/** The git directory of a repository. */
export function cloneOf(repository: string): string {
  return join(folder, repository.replace('/', '+'), 'repo');
}

/** Whether the repository has been fetched. */
export function isFetched(repository: string): boolean {
  return existsSync(cloneOf(repository));
}

/** The manifests of a set, at the pinned commit. */
export function textsOf({ repository, paths }: CorpusSet): readonly ManifestText[] {
  const { commit } = repositories[repository] as CorpusRepository;
  return filesOf(repository, commit)
    .filter((file) => isManifest(file) && paths.some((path) => isIn(file, path)))
    .map((file) => ({ file, text: git(repository, 'show', `${commit}:${file}`) }));
}

/** The paths of regular files; git stores a symbolic link as a file of its target's path. */
function filesOf(repository: string, commit: string): readonly string[] {
  const entries = git(repository, 'ls-tree', '-r', '-z', commit).split('\0');
  return entries.flatMap((entry) => (entry.startsWith('1006') || entry.startsWith('1007') ? [entry.slice(entry.indexOf('\t') + 1)] : []));
}

function isIn(file: string, path: string): boolean {
  if (path.endsWith('/**')) return file.startsWith(path.slice(0, -'**'.length));
  return file === path || (path.endsWith('/') && file.startsWith(path) && !file.slice(path.length).includes('/'));
}

function git(repository: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', cloneOf(repository), ...args], { encoding: 'utf8', maxBuffer: 2 ** 28 });
}
