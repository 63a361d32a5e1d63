/**
 * A port of a Service as its clients see it. A construct that is given one may connect to it, and no other may: see network-policy.ts.
 */
export interface ServicePort {
  /** The Service's name. */
  readonly service: string;

  /** The port's name. */
  readonly name: string;

  /** The port's number, the same on the Service and on its pods. */
  readonly number: number;

  /** The labels that select the pods behind it. */
  readonly selector: Readonly<Record<string, string>>;

  /** The workload behind it, as `Kind/name`. */
  readonly workload: string;
}
