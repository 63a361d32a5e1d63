import { yamlTextOf } from '../manifests/yaml/writer';
import type { ManifestFile } from './manifest-file';

const texts = new WeakMap<ManifestFile, string>();

/** The text of a file as cdk8s writes it. It begins with `---`, so that files can be concatenated. */
export function yamlOf(file: ManifestFile): string {
  const known = texts.get(file);
  if (known !== undefined) return known;
  const text = file.objects.map(({ manifest }) => `---\n${yamlTextOf(manifest)}`).join('');
  texts.set(file, text);
  return text;
}
