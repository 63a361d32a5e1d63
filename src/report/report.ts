import type { Answer } from '../availability';
import type { Review } from '../rules';

/** The report of `nines check`: the verdicts, and the findings, which include broken promises. */
export type Report = Answer & Review;
