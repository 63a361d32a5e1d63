import type { Destination } from './destination';
import type { ManifestFile } from './manifest-file';

/** The files of an environment, synthesized or read. */
export interface DeliveredEnvironment {
  readonly environment: Destination;
  readonly files: readonly { readonly name: string; readonly manifests: readonly object[] }[];
}

/** A synthesized environment, as `deliveryFolders` takes it. */
export function deliveredOf(synthesis: {
  readonly environment: Destination;
  readonly files: readonly ManifestFile[];
}): DeliveredEnvironment {
  const { environment, files } = synthesis;
  return { environment, files: files.map(({ name, objects }) => ({ name, manifests: objects.map(({ manifest }) => manifest) })) };
}
