import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from './manifest';

/** What was synthesized last for an environment; nothing where there is none, or where somebody has spoilt it. */
export function lastManifests(output: string, environment: string): Manifest[] {
  const folder = join(output, environment);
  if (!existsSync(folder)) return [];
  const texts = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  return texts
    .flatMap((text) => [...parseAllDocuments(text, { logLevel: 'silent' })])
    .filter(({ errors }) => errors.length === 0)
    .map((document) => document.toJS() as unknown)
    .filter(isManifest);
}

function isManifest(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && 'kind' in value && 'metadata' in value && typeof value.metadata === 'object';
}
