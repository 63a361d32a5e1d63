import type { ObjectIdentity } from '../manifests/diagnostic';

/** A Kubernetes object as plain data. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly [field: string]: unknown;
}

/** The metadata of an object. */
export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The identity of the object, for diagnostics. */
export function objectIdentityOf({ kind, metadata: { namespace = '', name } }: Manifest): ObjectIdentity {
  return { kind, namespace, name };
}
