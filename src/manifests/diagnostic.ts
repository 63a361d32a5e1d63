/**
 * How bad it is. `error`: Kubernetes refuses it, or it can't work; `warning`: it fails in an outage, a drain or a release; `hint`: probably a typo, or
 * worth a look.
 */
export type Severity = 'error' | 'warning' | 'hint';

/** The ids of the rules on what is refused before there are manifests to judge: whoever reads a file or makes an object says so itself. */
export const unreadable = 'unreadable';
export const invalidValue = 'invalid-value';

/** What is wrong with a value, before it is known where the value stands and which rule it breaks. */
export interface Mistake {
  /** What is wrong, with the value. */
  readonly message: string;

  /** What to write instead; empty where the message says it all. */
  readonly fix: string;
}

/** One thing that is wrong, whoever says so: a rule, the schema, the model, a construct, or the reader of a file. */
export interface Diagnostic extends Mistake {
  readonly severity: Severity;

  /** The id of the rule, as `nines rules` lists it. */
  readonly rule: string;

  readonly place: Location;
}

/** A diagnostic that an annotation accepts: it is shown, and never fails. */
export interface AcceptedDiagnostic extends Diagnostic {
  readonly because: string;
}

/** Where a diagnostic points, as far as that is known. */
export interface Location {
  /** The file, and in it the line and the column, from 1. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;

  readonly object?: ObjectIdentity;

  /** Where in the object, as a JSON pointer (RFC 6901). */
  readonly pointer?: string;

  /** The path of the construct that made the object, or that refuses a value. */
  readonly construct?: string;

  /** What the user wrote: a prop of the construct, or a field of the environment such as `backend.replicas`. */
  readonly setting?: string;
}

/** What an object is called. */
export interface ObjectIdentity {
  readonly kind: string;

  /** Empty for an object that belongs to no namespace. */
  readonly namespace: string;
  readonly name: string;
}
