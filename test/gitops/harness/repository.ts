import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const BRANCH = 'main';

/** The repository that Argo CD reads: a bare one, as on a server, and a clone to commit in. */
export class Repository {
  /** The clone. */
  readonly folder: string;
  readonly url: string;

  /** @param parent gets the two */
  constructor(parent: string) {
    const bare = join(parent, 'repository.git');
    this.folder = join(parent, 'clone');
    this.url = pathToFileURL(bare).href;
    mkdirSync(bare);
    git(bare, 'init', '--quiet', '--bare', `--initial-branch=${BRANCH}`);
    git(parent, 'clone', '--quiet', this.url, this.folder);
    git(this.folder, 'checkout', '--quiet', '-b', BRANCH);
  }

  /** Takes over a folder as it is. */
  copy(source: string, target: string): void {
    cpSync(source, join(this.folder, target), { recursive: true });
  }

  /** Commits everything and pushes it; gives the commit. */
  push(message: string): string {
    git(this.folder, 'add', '--all');
    git(this.folder, 'commit', '--quiet', '--message', message);
    return this.publish();
  }

  /** Reverts the last commit and pushes that; gives the new commit. */
  revert(): string {
    git(this.folder, 'revert', '--no-edit', 'HEAD');
    return this.publish();
  }

  /** Tags the last commit and pushes the tag; gives the commit. */
  tag(name: string): string {
    git(this.folder, 'tag', name);
    git(this.folder, 'push', '--quiet', 'origin', `refs/tags/${name}`);
    return this.head();
  }

  /** The last commit. */
  head(): string {
    return git(this.folder, 'rev-parse', 'HEAD');
  }

  /** Takes back what isn't committed. */
  discard(): void {
    git(this.folder, 'reset', '--quiet', '--hard');
  }

  private publish(): string {
    git(this.folder, 'push', '--quiet', 'origin', BRANCH);
    return this.head();
  }
}

/** As nobody in particular: the user's own configuration (signing, hooks) changes nothing. */
function git(folder: string, ...args: string[]): string {
  const who = { GIT_AUTHOR_NAME: 'nobody', GIT_AUTHOR_EMAIL: 'nobody@shop.example' };
  const committer = { GIT_COMMITTER_NAME: 'nobody', GIT_COMMITTER_EMAIL: 'nobody@shop.example' };
  const env = { ...process.env, ...who, ...committer, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  return execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}
