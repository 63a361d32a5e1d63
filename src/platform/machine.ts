/** A machine as a provider sells it, in plain numbers: the formulas need no cdk8s, and so neither does `nines check`. */
export interface Machine {
  /** Thousandths of a processor. */
  readonly millicores: number;

  /** MiB of memory. */
  readonly mebibytes: number;
}

/** Equal machines: how many altogether, or in each zone where the platform has zones. */
export interface Machines extends Machine {
  readonly count: number;
}
