/**
 * How bad a finding is. `error`: Kubernetes rejects it, or it cannot work; `warning`: it fails in an outage, a drain or a rollout; `hint`: probably a
 * slip, or a question that the manifests alone leave open.
 */
export type Severity = (typeof severities)[number];

/** The severities, the worst first. */
export const severities = ['error', 'warning', 'hint'] as const;

/** Whether a severity is as bad as another one, or worse. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(least);
}

/** The IDs of the preconditions, which are checked by the reader of a file or the creator of an object. */
export const unreadable = 'unreadable';
export const invalidValue = 'invalid-value';

/** A problem with a value, without its place and the rule it violates. */
export interface Mistake {
  /** What is wrong, including the value. */
  readonly message: string;

  /** What to write instead; empty if the message says it all. */
  readonly fix: string;
}

/** A problem, reported by a rule, the schema, the model, a construct, or the reader of a file. */
export interface Diagnostic extends Mistake {
  readonly severity: Severity;

  /** The id of the rule, as `nines rules` lists it. */
  readonly rule: string;

  readonly place: Location;
}

/** A diagnostic that is accepted: it is reported and never fails. */
export interface AcceptedDiagnostic extends Diagnostic {
  readonly because: string;

  /**
   * The entry of a configuration file that accepts it.
   *
   * @default an annotation of the object
   */
  readonly acceptedIn?: Pick<Location, 'file' | 'line' | 'column'>;

  /**
   * The last day on which that entry holds, such as `2027-03-31`.
   *
   * @default it never ends
   */
  readonly until?: string;
}

/** The location of a diagnostic, as far as it is known. */
export interface Location {
  /** The file, and the line and column in it, from 1. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;

  readonly object?: ObjectIdentity;

  /** The place in the object, as a JSON pointer (RFC 6901). */
  readonly pointer?: string;

  /** The path of the construct that created the object, or that rejects a value. */
  readonly construct?: string;

  /** The setting that the user wrote: a prop of the construct, or a field of the environment such as `backend.replicas`. */
  readonly setting?: string;
}

/** The identity of an object. */
export interface ObjectIdentity {
  readonly kind: string;

  /** Empty for a cluster-scoped object. */
  readonly namespace: string;
  readonly name: string;
}
