/**
 * A port of a Service, as those see it who connect to it. A construct that is handed one may connect to it, and no other may:
 * see network-policy.ts.
 */
export interface ServicePort {
  /** The Service's name. */
  readonly service: string;

  /** The port's name. */
  readonly name: string;

  /** The port's number, the same at the Service and at its pods. */
  readonly number: number;

  /** What selects the pods behind it. */
  readonly selector: Readonly<Record<string, string>>;

  /** The workload behind it, as `Kind/name`. */
  readonly workload: string;
}
