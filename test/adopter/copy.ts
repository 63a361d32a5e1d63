import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** Copies this repository as it is now, with what isn't committed yet, into a folder. The installed packages are shared. */
export function copyRepository(folder: string): void {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' });
  // Git lists a file that was deleted and not yet committed, and a link to packages, which isn't the folder that it ignores.
  const files = listed.split('\n').filter((name) => name && name !== 'node_modules' && existsSync(join(ROOT, name)));
  for (const place of new Set(files.map(dirname))) mkdirSync(join(folder, place), { recursive: true });
  for (const file of files) copyFileSync(join(ROOT, file), join(folder, file));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
}
