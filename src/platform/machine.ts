/** A machine in plain numbers, so that `nines check` doesn't need cdk8s. */
export interface Machine {
  /** CPU in thousandths of a core. */
  readonly millicores: number;

  /** Memory in MiB. */
  readonly mebibytes: number;
}

/** Equal machines with the pods that each of them takes. */
export interface PodMachines extends Machines {
  readonly pods: number;
}

/** Equal machines, counted for each zone if the platform has zones. */
export interface Machines extends Machine {
  readonly count: number;
}
