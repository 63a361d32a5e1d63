import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { goBuild } from './go-build';
import { kubernetesVersion, type ProgramModule, type ProgramName, programModules } from './programs';
import { UsageError } from './usage-error';

/** The path of each program, by its name. */
export type Binaries = Readonly<Record<ProgramName, string>>;

/** Where to say what is going on; one line each. */
export type Say = (line: string) => void;

/** Our folder in the user's cache: binaries and CRDs are fetched once per version and shared by all checkouts. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME: cache } = process.env;
  return join(cache || join(homedir(), '.cache'), 'nines');
}

/** The programs of one Kubernetes version: from `KUBEBUILDER_ASSETS` when it has all of them, else built once into the user's cache. */
export async function binaries(say: Say, version = kubernetesVersion()): Promise<Binaries> {
  const modules = programModules(version);
  return fromAssets(modules, version, say) ?? ((await built(modules, say)) as Binaries);
}

function fromAssets(modules: readonly ProgramModule[], version: string, say: Say): Binaries | undefined {
  const { KUBEBUILDER_ASSETS: folder, NINES_KUBERNETES: asked } = process.env;
  if (!folder) return undefined;
  const names = modules.flatMap((module) => Object.keys(module.programs));
  const missing = names.filter((name) => !existsSync(join(folder, name)));
  if (missing.length > 0) {
    say(`KUBEBUILDER_ASSETS (${folder}) has no ${missing.join(', ')}: using binaries of our own`);
    return undefined;
  }
  const found = execFileSync(join(folder, 'kube-apiserver'), ['--version'], { encoding: 'utf8' }).trim();
  if (asked && found !== `Kubernetes v${version}`) {
    throw new UsageError(`KUBEBUILDER_ASSETS (${folder}) is ${found} and Kubernetes ${version} was asked for: unset one of them`);
  }
  return Object.fromEntries(names.map((name) => [name, join(folder, name)])) as Binaries;
}

/** The path of each program of these modules, built once into the user's cache. */
export async function built(modules: readonly ProgramModule[], say: Say): Promise<Readonly<Record<string, string>>> {
  const paths: Record<string, string> = {};
  for (const module of modules) {
    const folder = join(cacheFolder(), module.id);
    for (const program of Object.keys(module.programs)) {
      paths[program] = join(folder, program);
      if (existsSync(paths[program])) continue;
      const started = Date.now();
      say(`building ${program} (${module.id}), once: from seconds to minutes ...`);
      await goBuild(module, program, folder);
      say(`built ${program} in ${Math.round((Date.now() - started) / 1000)} s`);
    }
  }
  return paths;
}
