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
