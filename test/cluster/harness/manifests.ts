import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readManifests as read } from '../../../src/manifests/read';
import type { Manifest } from '../../../src/synthesis/manifest';
import { UsageError } from './usage-error';

/** The objects of a folder of YAML files in the order in which kubectl would apply them: by file name, then as they stand. */
export function readManifests(folder: string): Manifest[] {
  const files = readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
  if (files.length === 0) throw new UsageError(`${folder} has no YAML files: run \`npm run synth\` first`);
  return read(files.map((file) => join(folder, file))).documents.map(({ value }) => value as Manifest);
}
