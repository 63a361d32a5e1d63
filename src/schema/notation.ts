/**
 * How the data files write a type: in as few characters as can still be read in a diff.
 *
 * - a string: a scalar (`string`, `int32`, a format of `formats.ts`), `=A|B` for a closed set of words, or the name of a
 *   definition, which has a dot in it; `[]` after it makes a list, `{}` a map from strings
 * - an object: the fields, each with its type; `!` after the name of a field says that it is required
 * - `['list', type]` and `['map', type]`: a list or map of what a string can't say; `['map', type, scalar]` has keys of a
 *   certain form
 * - `['limit', type, limits]`: a type with more to keep to
 */
export type Written = string | WrittenFields | WrittenTuple;

/** A type that a string can't say and that isn't fields. */
export type WrittenTuple = readonly ['list', Written] | readonly ['map', Written, string?] | readonly ['limit', Written, Limits];

/** The fields of an object. */
export interface WrittenFields {
  readonly [field: string]: Written;
}

/** What is demanded of a value besides its type; most words are those of JSON schema. */
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
  /** The fields that together tell one item of a list from another; none for a list that is a set. */
  readonly keys?: readonly string[];
  /** A closed set of values that aren't strings. */
  readonly values?: readonly unknown[];
  /** The fields of which an object has exactly one. */
  readonly oneOf?: readonly string[];
  /** An object has at most one field beside these. */
  readonly oneBeside?: readonly string[];
  /** Null is a value of its own here, and not the same as nothing. */
  readonly nullable?: true;
  /** Fields that are not named are kept. */
  readonly open?: true;
}

/** One data file: the kinds and the definitions that they are made of. */
export interface WrittenCatalog {
  /** The kinds are not Kubernetes' own; they may refer to definitions that are. */
  readonly custom?: true;
  /** The release that it was read from, such as `v1.36.3` or `cert-manager v1.21.2`. */
  readonly release: string;
  /** By apiVersion and kind: the name of the definition. Where objects of a kind live is said by `manifests/scopes.json`. */
  readonly kinds: Record<string, Record<string, string>>;
  readonly definitions: Record<string, Written>;
}

/** A catalog written as what differs from another one. */
export interface WrittenDifference {
  readonly custom?: never;
  readonly release: string;
  /** `null` takes a kind of the other catalog away. */
  readonly kinds: Record<string, Record<string, string | null>>;
  readonly definitions: Record<string, Written>;
}
