import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** Copies this repository as it is now, with what isn't committed yet, into a folder. The installed packages are shared. */
export function copyRepository(folder: string): void {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' });
  // Git lists a file that was deleted and not yet committed, and a link to packages, which isn't the folder that it ignores.
  for (const file of listed.split('\n').filter((name) => name && name !== 'node_modules' && existsSync(join(ROOT, name)))) {
    cpSync(join(ROOT, file), join(folder, file), { force: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
}
