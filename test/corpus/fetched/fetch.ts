import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { cloneOf, isFetched } from '../corpus';
import { repositories } from '../sets';

/** `npm run corpus`: fetches the pinned commit of each repository. Files are fetched when they are read. */
for (const [repository, { commit }] of Object.entries(repositories)) {
  if (isFetched(repository)) continue;
  const clone = cloneOf(repository);
  mkdirSync(clone, { recursive: true });
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', clone, ...args], { stdio: 'inherit' });
  git('init', '--quiet', '--bare');
  git('remote', 'add', 'origin', `https://github.com/${repository}`);
  git('fetch', '--quiet', '--depth', '1', '--filter', 'blob:none', 'origin', commit);
}
