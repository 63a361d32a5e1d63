import { ApiObject, type JsonPatch } from 'cdk8s';
import { type Diagnostic, invalidValue } from '../manifests/diagnostic';
import { type Path, pathOf } from '../manifests/pointer';
import { show } from '../manifests/words';

/**
 * The JSON patches of an object that don't reach its manifest.
 *
 * The classes of cdk8s-plus-27 convert an object after its patches. They drop what isn't in their type: a plain number where the type is IntOrString
 * or Quantity, and each field that is newer than Kubernetes 1.27.
 */
export function lostPatches(object: ApiObject): readonly Diagnostic[] {
  if (object.toJson === ApiObject.prototype.toJson) return [];
  const { patches } = object as unknown as { readonly patches: readonly JsonPatch[] };
  if (patches.length === 0) return [];
  const [patched, written] = [ApiObject.prototype.toJson.call(object), object.toJson()];
  const pointers = new Set(
    patches.map((patch) => patch._toJson()).flatMap(({ op, path }) => (op === 'add' || op === 'replace' ? [path] : [])),
  );
  return [...pointers].flatMap((pointer) => {
    const value = at(patched, pathOf(pointer));
    return value === undefined || value === null || at(written, pathOf(pointer)) !== undefined ? [] : [lost(object, pointer, value)];
  });
}

/** The value at a path. The classes' props have names such as `clusterIp` for `clusterIP`. */
function at(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null) return undefined;
    const entry = Object.entries(value).find(([key]) => key.toLowerCase() === String(step).toLowerCase());
    return entry?.[1];
  }, root);
}

function lost(made: ApiObject, pointer: string, value: unknown): Diagnostic {
  const object = { kind: made.kind, namespace: made.metadata.namespace ?? '', name: made.name };
  const typed =
    typeof value === 'number' ? `write k8s.IntOrString.fromNumber(${value})` : 'write the type of the prop, such as k8s.Quantity';
  return {
    severity: 'error',
    rule: invalidValue,
    place: { construct: made.node.path, object, pointer },
    message: `the JSON patch is lost: ${made.constructor.name} converts the object after its patches and drops ${show(value)}`,
    fix: `${typed}, or create the object as an ApiObject`,
  };
}
