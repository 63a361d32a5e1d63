import type { Location } from '../manifests/diagnostic';
import type { KubernetesObject } from '../manifests/object';
import { type Path, pointerTo } from '../manifests/pointer';

/** The location of a part of an object. */
export function locationOf({ kind, namespace, name, document, within }: KubernetesObject, path: Path): Location {
  const { file, locate, template, path: construct } = document;
  return {
    ...(file !== undefined && { file: template ?? file }),
    // A line of the stream is none of the template, and nobody has the stream.
    ...(template === undefined && locate?.([...within, ...path])),
    object: { kind, namespace, name },
    pointer: pointerTo(path),
    ...(construct !== undefined && { construct }),
  };
}
