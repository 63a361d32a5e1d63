import type { Place } from './place';

/** A reference from one object to another by name. */
export interface Reference {
  /** The place of the name. */
  readonly at: Place;
  readonly type: string;

  /** The namespace of the other object, empty for a cluster-scoped type. */
  readonly namespace: string;
  readonly name: string;

  /**
   * The field that may set the namespace.
   *
   * @default none: the reference is to an object in the same namespace
   */
  readonly namespaceAt?: Place;
}
