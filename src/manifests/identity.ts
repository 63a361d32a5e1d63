import type { ObjectIdentity } from './diagnostic';

/** An object in annotations, topology files and results: `Kind/namespace/name`, or `Kind/name` if it is cluster-scoped. */
export function idOf({ kind, namespace, name }: ObjectIdentity): string {
  return namespace ? `${kind}/${namespace}/${name}` : `${kind}/${name}`;
}

/** An object in a message: `Service 'shop/backend'`. */
export function inWords({ kind, namespace, name }: ObjectIdentity): string {
  return `${kind} '${namespace ? `${namespace}/` : ''}${name}'`;
}
