import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { built, type Say } from '../../cluster/harness/binaries';
import { argoCd } from '../../cluster/harness/programs';
import { UsageError } from '../../cluster/harness/usage-error';

/** What Argo CD runs beside itself, and Debian's package of each. */
const PACKAGES: Readonly<Record<string, string>> = { 'redis-server': 'redis-server', git: 'git', gpg: 'gpg' };

/** The path of the program `argocd`, built once into the user's cache. Throws when a program that it needs is not installed. */
export async function argoCdProgram(say: Say, path = process.env['PATH'] ?? ''): Promise<string> {
  const missing = Object.keys(PACKAGES).filter((program) => !installed(program, path));
  if (missing.length > 0) {
    const packages = missing.map((program) => PACKAGES[program]).join(' ');
    throw new UsageError(
      `the GitOps tests run a real Argo CD, which needs ${missing.join(', ')} (Debian: apt-get install ${packages}); \`npm test\` and \`npm run test:cluster\` need none of them`,
    );
  }
  const { argocd } = await built([argoCd()], say);
  return argocd as string;
}

function installed(program: string, path: string): boolean {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
