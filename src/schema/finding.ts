import type { Mistake } from '../manifests/diagnostic';

/** What can be wrong with a manifest before its meaning is looked at. */
export type SchemaProblem =
  /** The manifest is no Kubernetes object at all. */
  | 'not-an-object'
  /** No release that is known here has such a kind. */
  | 'unknown-kind'
  /** The kind exists, but not in this apiVersion, or no more. */
  | 'removed-api'
  /** A custom resource without a schema here: nothing but its metadata was checked. */
  | 'skipped'
  | 'unknown-field'
  | 'wrong-type'
  | 'missing'
  /** The value is none of a closed set. */
  | 'not-in-enum'
  /** A name, a key or a quantity that isn't written as Kubernetes wants it. */
  | 'syntax'
  /** Too small, too large, too short, too long, too many or too few. */
  | 'out-of-range'
  /** Fields of which only one can be there. */
  | 'exclusive'
  /** Two items of a list that must differ. */
  | 'duplicate';

/** One thing that the schema refuses, or says that it could not judge. */
export interface SchemaFinding extends Mistake {
  /** Where in the manifest, as a JSON pointer; a missing field is found where it should have been added. */
  readonly pointer: string;

  /** The sort of problem. All but `skipped` make the API server refuse the object. */
  readonly problem: SchemaProblem;
}
