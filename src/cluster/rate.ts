import { parseDuration } from '../manifests/duration';
import type { Rate } from './topology';

/** A rate in seconds, `never` where a thing doesn't fail. */
export type Failure = 'never' | { readonly mtbf: number; readonly mttr: number };

/** Reads a rate; undefined where a duration is malformed or zero. */
export function parseRate(rate: Rate): Failure | undefined {
  if (rate === 'never') return rate;
  const mtbf = parseDuration(rate.mtbf);
  const mttr = parseDuration(rate.mttr);
  return mtbf === undefined || mttr === undefined || mtbf <= 0 ? undefined : { mtbf, mttr };
}

/**
 * The share of time for which a failure costs: q = d / (mtbf + d), d the shorter of repair and fail-over.
 *
 * Source: the limiting unavailability of an alternating renewal process, Barlow and Proschan, Mathematical Theory of Reliability (1965), ch. 3;
 * mtbf is the mean time up, from a repair to the next failure.
 */
export function unavailability(failure: Failure, failover = Number.POSITIVE_INFINITY): number {
  if (failure === 'never') return 0;
  const outage = Math.min(failure.mttr, failover);
  return outage / (failure.mtbf + outage);
}
