import { spawn } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ProgramModule } from './programs';
import { UsageError } from './usage-error';

/** Builds one program into the folder. The name appears at once and whole, so that two runs at a time cannot see each other's halves. */
export async function goBuild(module: ProgramModule, program: string, into: string): Promise<void> {
  mkdirSync(into, { recursive: true });
  const unfinished = join(into, `.${program}-${process.pid}`);
  const stamps = module.stamps.map((stamp) => `-X ${stamp}`);
  const flags = ['-trimpath', '-buildvcs=false', '-ldflags', ['-s', '-w', ...stamps].join(' ')];
  try {
    await go(['build', ...flags, '-o', unfinished, module.programs[program] as string], module.folder);
    renameSync(unfinished, join(into, program));
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** Runs `go` and gives what it printed. */
export function go(args: readonly string[], folder: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('go', args, { cwd: folder, env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' } });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.on('error', () => reject(noGo()));
    child.on('close', (code) => (code === 0 ? resolve(out) : reject(new UsageError(`go ${args[0]} failed in ${folder}:\n${err.trim()}`))));
  });
}

function noGo(): UsageError {
  return new UsageError(
    'the cluster tests build their control plane from Go modules and there is no `go` here: install Go 1.26 or newer (https://go.dev/dl), or set KUBEBUILDER_ASSETS to a folder with the binaries; `npm test` needs neither',
  );
}
