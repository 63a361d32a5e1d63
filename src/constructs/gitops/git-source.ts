import type { IConstruct } from 'constructs';
import { type Refusal, refuse } from '../parts/refuse';
import { shown } from '../parts/shown';

/** Where Argo CD and Flux read manifests from. */
export interface GitSource {
  /** The address of the repository, such as `https://git.example/shop.git` or `ssh://git@git.example/shop.git`. Credentials belong into the cluster. */
  readonly repository: string;

  /**
   * The branch that they follow. Argo CD takes a tag or a commit as well; for Flux write `refs/tags/v1` or the whole id of the commit.
   *
   * @default 'main'
   */
  readonly revision?: string;

  /**
   * The folder of the repository that has a folder of manifests for each environment.
   *
   * @default 'dist'
   */
  readonly path?: string;
}

/** What an environment reads instead. */
export interface EnvironmentSource {
  /**
   * The address of another repository with the same folders, such as a mirror that its cluster can reach.
   *
   * @default that of the delivery
   */
  readonly repository?: string;

  /**
   * The branch, tag or commit that it follows, such as `production` or `refs/tags/v1.4.0`.
   *
   * @default that of the delivery
   */
  readonly revision?: string;
}

/** A source with its defaults. @param own what an environment reads instead */
export function sourceOf({ repository, revision = 'main', path = 'dist' }: GitSource, own: EnvironmentSource = {}): Required<GitSource> {
  return { repository: own.repository ?? repository, revision: own.revision ?? revision, path };
}

/** Refuses an invalid address, revision or folder. */
export function requireSource(construct: IConstruct, source: GitSource): void {
  for (const refusal of sourceRefusals(source)) refuse(construct, refusal);
}

/** The problems of a source. */
function sourceRefusals(source: GitSource): Refusal[] {
  const { repository, revision, path } = sourceOf(source);
  return [...repositoryRefusals('repository', repository), ...revisionRefusals('revision', revision), ...pathRefusals(path)];
}

/** The problems of what an environment reads instead. @param prefix of the settings, such as `environments[1].` */
export function environmentSourceRefusals({ repository, revision }: EnvironmentSource, prefix = ''): Refusal[] {
  return [
    ...(repository === undefined ? [] : repositoryRefusals(`${prefix}repository`, repository)),
    ...(revision === undefined ? [] : revisionRefusals(`${prefix}revision`, revision)),
  ];
}

/** A URL, or an address of SSH as git writes it: `git@git.example:shop.git`. */
const ADDRESS = /^(?:(?:https?|ssh|file):\/\/\S+|[\w.-]+@[\w.-]+:\S+)$/;

function repositoryRefusals(setting: string, repository: unknown): Refusal[] {
  if (typeof repository !== 'string' || !ADDRESS.test(repository)) {
    const message = `must be the address of a git repository, got ${shown(repository)}`;
    return [{ setting, message, fix: 'write a URL with its scheme, such as https://git.example/shop.git' }];
  }
  if (/^\w+:\/\/[^/@]*:[^/@]*@/.test(repository) || /^https?:\/\/[^/@]+@/.test(repository)) {
    const message = `must not contain credentials, got ${shown(repository.replace(/\/\/[^@]*@/, '//...@'))}`;
    return [{ setting, message, fix: 'remove them, and store them in the cluster: argocd repo add, or flux create secret git' }];
  }
  return [];
}

/** As git check-ref-format allows it. */
function revisionRefusals(setting: string, revision: unknown): Refusal[] {
  const isRevision = typeof revision === 'string' && /^[^\s~^:?*[\\-][^\s~^:?*[\\]*$/.test(revision) && !/\.\.|\/$|\.lock$/.test(revision);
  if (isRevision) return [];
  const message = `must be a branch, a tag or a commit, got ${shown(revision)}`;
  return [{ setting, message, fix: "write a branch such as 'main'" }];
}

function pathRefusals(path: unknown): Refusal[] {
  const isFolder =
    typeof path === 'string' && /^[\w.-]+(\/[\w.-]+)*$/.test(path) && !path.split('/').some((part) => /^\.{1,2}$/.test(part));
  if (isFolder) return [];
  const message = `must be a folder of the repository, got ${shown(path)}`;
  return [{ setting: 'path', message, fix: "write a path without '/' at either end, such as 'dist'" }];
}
