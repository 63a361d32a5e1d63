import type { Answer } from '../availability';
import type { Review } from '../rules';

/** Everything that `nines check` says: the verdicts, and what the rules found. */
export type Report = Omit<Answer, 'findings'> & Review;
