import { Yaml } from 'cdk8s';
import type { ManifestFile } from './manifest-file';

/** A file's text. It begins with a document's mark, so that files can be put one after the other. */
export function yamlOf(file: ManifestFile): string {
  return `---\n${Yaml.stringify(...file.objects.map(({ manifest }) => manifest))}`;
}
