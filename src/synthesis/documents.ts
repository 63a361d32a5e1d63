import type { Document } from '../manifests/document';
import type { Destination } from './destination';
import type { ManifestFile } from './manifest-file';

/** The objects of an environment, each with the file that it is written to and the construct that made it. */
export function documentsOf({ name }: Destination, files: readonly ManifestFile[]): readonly Document[] {
  return files.flatMap((file) => file.objects.map(({ manifest, path }) => ({ value: manifest, file: `dist/${name}/${file.name}`, path })));
}
