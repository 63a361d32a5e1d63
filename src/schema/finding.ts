import type { Mistake } from '../manifests/diagnostic';

/** The kinds of problems that schema validation finds. */
export type SchemaProblem =
  /** The manifest is not a Kubernetes object. */
  | 'not-an-object'
  /** No known release has this kind. */
  | 'unknown-kind'
  /** The kind exists, but not, or no longer, in this apiVersion. */
  | 'removed-api'
  /** A custom resource without a known schema: only its metadata was checked. */
  | 'skipped'
  | 'unknown-field'
  | 'wrong-type'
  | 'missing'
  /** The value is not one of the enum. */
  | 'not-in-enum'
  /** A malformed name, key or quantity. */
  | 'syntax'
  /** A number, a length or a count outside its limits. */
  | 'out-of-range'
  /** Mutually exclusive fields that are set together. */
  | 'exclusive'
  /** Two list items with the same key. */
  | 'duplicate';

/** One violation of the schema, or a note that an object could not be validated. */
export interface SchemaFinding extends Mistake {
  /** The place in the manifest, as a JSON pointer; for a missing field, the object that lacks it. */
  readonly pointer: string;

  /** The kind of problem. The API server rejects the object for any but `skipped`. */
  readonly problem: SchemaProblem;
}
