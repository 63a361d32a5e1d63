import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A Go module unpacked on this machine. */
export interface GoModule {
  readonly version: string;
  readonly folder: string;
}

/** Downloads a module into Go's module cache and returns its folder. */
export function goModule(path: string, version: string): GoModule {
  const found = JSON.parse(go('mod', 'download', '-json', `${path}@${version}`)) as { Version: string; Dir?: string; Error?: string };
  // A module that requires a newer Go is unpacked too, but the answer does not name its folder.
  const folder = found.Dir ?? join(go('env', 'GOMODCACHE').trim(), `${path}@${found.Version}`);
  if (!existsSync(folder)) throw new Error(`go module ${path}@${version}: ${found.Error ?? 'not unpacked'}`);
  return { version: found.Version, folder };
}

function go(...args: string[]): string {
  try {
    return execFileSync('go', args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, GOFLAGS: '-mod=mod' },
    });
  } catch (error) {
    const { stdout } = error as { stdout?: string };
    if (stdout) return stdout;
    throw error;
  }
}
