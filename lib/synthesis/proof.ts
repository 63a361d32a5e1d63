import { brokenPromises, DeclarationError, judge, type ServiceResult } from '../availability';
import type { Topology } from '../availability/topology';
import { failureText } from '../report/text';
import type { ManifestFile } from './manifest-file';

/** What is proved of an environment, and each promise that isn't. */
export interface Proof {
  /** Every service with its figures; none where an annotation can't be read. */
  readonly services: readonly ServiceResult[];

  /** For each service that promises an availability which isn't proved: its construct's path, the witness, and the cheapest change. */
  readonly problems: readonly string[];
}

/** Judges the manifests as anybody's: by what is written in them, on the platform's topology. */
export function proofOf(files: readonly ManifestFile[], topology: Topology): Proof {
  const objects = files.flatMap((file) => file.objects);
  const manifests = objects.map(({ manifest }) => manifest);
  try {
    // To look for the cheapest change takes a while: only who breaks a promise waits for it.
    const first = judge(manifests, topology, { withoutAdvice: true });
    if (brokenPromises(first).length === 0) return { services: first.services, problems: [] };
    const advised = judge(manifests, topology);
    return {
      services: advised.services,
      problems: brokenPromises(advised).map((service) => failureText({ ...service, path: pathOf(service) })),
    };
  } catch (error) {
    if (error instanceof DeclarationError) return { services: [], problems: [error.message] };
    throw error;
  }

  function pathOf({ kind, namespace, service }: ServiceResult): string | undefined {
    const found = objects.find(
      ({ manifest }) => manifest.kind === kind && manifest.metadata.namespace === namespace && manifest.metadata.name === service,
    );
    return found && `'${found.path}'`;
  }
}
