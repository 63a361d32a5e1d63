import type { Answer } from '../availability';
import type { Diagnostic, Mistake } from '../manifests/diagnostic';
import type { Review } from '../rules';

/** The report of `nines check`: the verdicts, and the findings, which include broken promises. */
export type Report = Answer &
  Review & {
    /** How many findings aren't shown. @default none */
    readonly hidden?: Hidden;

    /** The folders that define the same application and were judged one by one. @default there is one application */
    readonly environments?: readonly string[];

    /** What somebody should look at in the configuration and the baseline. @default nothing */
    readonly notices?: readonly Notice[];
  };

/** How many findings aren't shown, by what hides them. */
export interface Hidden {
  /** `--only` and `--skip`. */
  readonly rule: number;

  /** `--namespace` */
  readonly namespace: number;

  /** `--severity` */
  readonly severity: number;

  /** `--baseline` */
  readonly baseline: number;
}

/** Something about the configuration or the baseline that somebody should look at. It is shown whatever is selected, and never fails. */
export interface Notice extends Mistake {
  readonly place: Pick<Diagnostic['place'], 'file' | 'line' | 'column'>;
}
