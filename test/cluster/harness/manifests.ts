import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../../../src/synthesis/manifest';
import { UsageError } from './usage-error';

/** The objects of a folder of YAML files in the order in which kubectl would apply them: by file name, then as they stand. */
export function readManifests(folder: string): Manifest[] {
  const files = readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
  if (files.length === 0) throw new UsageError(`${folder} has no YAML files: run \`npm run synth\` first`);
  return files.flatMap((file) => readManifestFile(join(folder, file)));
}

function readManifestFile(path: string): Manifest[] {
  return parseAllDocuments(readFileSync(path, 'utf8')).flatMap((document) => {
    const [error] = document.errors;
    if (error) throw new UsageError(`${path}: ${error.message}`);
    const object = document.toJS() as Manifest | null;
    return object ? [object] : [];
  });
}
