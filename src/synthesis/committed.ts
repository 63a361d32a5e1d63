import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../manifests/input-error';
import { indexOf, type ObjectIndex } from '../manifests/object-index';
import { readText } from '../manifests/text';
import { parseYaml } from '../manifests/yaml';

/** The last synthesized manifests of an environment. Documents that can't be read any longer are skipped. */
export function lastManifests(output: string, environment: string): ObjectIndex {
  const folder = join(output, environment);
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const documents = files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => join(folder, file))
    .flatMap((file) => readable(() => readText(file, file)).flatMap((text) => text.split(/^---\s*$/m)))
    .flatMap((text) => readable(() => parseYaml(text, folder)).flat());
  return indexOf(documents);
}

function readable<T>(read: () => T): readonly T[] {
  try {
    return [read()];
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}
