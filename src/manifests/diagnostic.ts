/**
 * How bad it is. `error`: Kubernetes refuses it, or it can't work; `warning`: it fails in an outage, a drain or a release; `hint`: probably a typo, or
 * worth a look.
 */
export type Severity = 'error' | 'warning' | 'hint';

/** One thing that is wrong, whoever says so: a rule, the schema, the model, a construct, or the reader of a file. */
export interface Diagnostic {
  readonly severity: Severity;

  /** The id of the rule, as `nines rules` lists it. */
  readonly rule: string;

  readonly place: Location;

  /** What is wrong, with the value. */
  readonly message: string;

  /** What to write instead. */
  readonly fix: string;
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

/** One thing that a rule found. */
export interface Finding {
  /** The rule's id. */
  readonly rule: string;

  /** `Kind/namespace/name`, or `Kind/name` for an object that belongs to no namespace. */
  readonly object: string;
  readonly kind: string;

  /** Empty for an object that belongs to no namespace. */
  readonly namespace: string;
  readonly name: string;

  /** Where in the object, as a JSON pointer. */
  readonly pointer: string;

  /** What is wrong with the value. */
  readonly message: string;

  /** What to do about it. */
  readonly fix: string;

  /** The file, where known, and in it the line and the column, from 1. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;

  /** The path of the construct that made the object, where known. */
  readonly path?: string;
}

/** A finding that somebody decided to live with. */
export interface AcceptedFinding extends Finding {
  readonly because: string;
}

/** What the rules say of some manifests. */
export interface Review {
  readonly findings: readonly Finding[];

  /** What annotations accept, each with its reason. */
  readonly accepted: readonly AcceptedFinding[];

  /** What could not be judged: custom resources of which no schema is known. */
  readonly skipped: readonly Finding[];
}
