import type { Document } from '../manifests/document';
import type { ObjectIndex } from '../manifests/object-index';
import { type Review, rulesOver } from '../rules';
import type { Destination } from './destination';
import type { ManifestFile } from './manifest-file';

/** An environment's objects, each with the file that it goes to and the construct that made it. */
export function documentsOf({ name }: Destination, files: readonly ManifestFile[]): readonly Document[] {
  return files.flatMap((file) => file.objects.map(({ manifest, path }) => ({ value: manifest, file: `dist/${name}/${file.name}`, path })));
}

/** What the rules say of an environment's objects: the same as `nines check` says of its files. */
export function reviewOf({ platform, provided = [] }: Destination, index: ObjectIndex): Review {
  const { topology } = platform;
  return rulesOver(index, { topology, provided: [...(topology.provided ?? []), ...provided] });
}
