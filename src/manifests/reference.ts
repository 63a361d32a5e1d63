import type { Place } from './place';

/** A name by which one object asks for another. */
export interface Reference {
  /** Where the name stands. */
  readonly at: Place;
  readonly type: string;

  /** Where the other must be, empty for a type that belongs to no namespace. */
  readonly namespace: string;
  readonly name: string;

  /**
   * Where its namespace may be said.
   *
   * @default nowhere: the name means an object of the own namespace
   */
  readonly namespaceAt?: Place;
}
