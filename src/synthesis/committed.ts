import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../manifests/input-error';
import { readText } from '../manifests/text';
import { parseYaml } from '../manifests/yaml';
import type { Manifest } from './manifest';

/** What was synthesized last for an environment; nothing where there is none, and without the documents that somebody has spoilt. */
export function lastManifests(output: string, environment: string): Manifest[] {
  const folder = join(output, environment);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => join(folder, file))
    .flatMap((file) => readable(() => readText(file, file)).flatMap((text) => text.split(/^---\s*$/m)))
    .flatMap((text) => readable(() => parseYaml(text, folder)).flat())
    .map(({ value }) => value)
    .filter(isManifest);
}

function readable<T>(read: () => T): readonly T[] {
  try {
    return [read()];
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}

function isManifest(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && 'kind' in value && 'metadata' in value && typeof value.metadata === 'object';
}
