import type { Answer } from '../availability';
import type { Review } from '../rules';

/** Everything that `nines check` says: the verdicts, and what is wrong, broken promises among it. */
export type Report = Answer & Review;
