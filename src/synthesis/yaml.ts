import { yamlTextOf } from '../manifests/yaml/writer';
import type { ManifestFile } from './manifest-file';

/** The text of a file as cdk8s writes it. It begins with `---`, so that files can be concatenated. */
export function yamlOf(file: ManifestFile): string {
  return file.objects.map(({ manifest }) => `---\n${yamlTextOf(manifest)}`).join('');
}
