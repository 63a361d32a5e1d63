/**
 * The notation of types in the data files: short, and readable in a diff.
 *
 * - a string: a scalar (`string`, `int32`, a format of `formats.ts`), `=A|B` for an enum, or the name of a definition, which
 *   contains a dot; a suffix `[]` makes a list, `{}` a map with string keys
 * - an object: the fields, each with its type; `!` after the name marks a required field
 * - `['list', type]` and `['map', type]`: a list or map of a type that is not a string; in `['map', type, scalar]` the
 *   keys have a format
 * - `['limit', type, limits]`: a type with further constraints
 */
export type Written = string | WrittenFields | WrittenTuple;

/** A type that is neither a string nor fields. */
export type WrittenTuple = readonly ['list', Written] | readonly ['map', Written, string?] | readonly ['limit', Written, Limits];

/** The fields of an object. */
export interface WrittenFields {
  readonly [field: string]: Written;
}

/** The constraints on a value besides its type; most keywords are those of JSON Schema. */
export interface Limits {
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  /** The fields that together identify a list item; empty for a list that is a set. */
  readonly keys?: readonly string[];
  /** An enum of values that are not strings. */
  readonly values?: readonly unknown[];
  /** The fields of which exactly one must be set. */
  readonly oneOf?: readonly string[];
  /** At most one field besides these may be set. */
  readonly oneBeside?: readonly string[];
  /** Null is a distinct value, not the same as unset. */
  readonly nullable?: true;
  /** Unknown fields are preserved. */
  readonly open?: true;
}

/** One data file: kinds and the definitions they refer to. */
export interface WrittenCatalog {
  /** The kinds are custom resources. They may refer to built-in definitions. */
  readonly custom?: true;
  /** The release that it was generated from, such as `v1.36.3` or `cert-manager v1.21.2`. */
  readonly release: string;
  /** By apiVersion and kind: the name of the definition. The scope of each kind is in `manifests/scopes.json`. */
  readonly kinds: Record<string, Record<string, string>>;
  readonly definitions: Record<string, Written>;
}

/** A catalog as the difference from another one. */
export interface WrittenDifference {
  readonly custom?: never;
  readonly release: string;
  /** `null` removes a kind of the other catalog. */
  readonly kinds: Record<string, Record<string, string | null>>;
  readonly definitions: Record<string, Written>;
}
