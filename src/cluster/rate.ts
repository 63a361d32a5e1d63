import { parseDuration } from '../manifests/duration';
import type { Rate } from './topology';

/** A failure rate in seconds, or `never`. */
export type Failure = 'never' | { readonly mtbf: number; readonly mttr: number };

/** Parses a rate; undefined if a duration is invalid, or mtbf is zero. */
export function parseRate(rate: Rate): Failure | undefined {
  if (rate === 'never') return rate;
  const mtbf = parseDuration(rate.mtbf);
  const mttr = parseDuration(rate.mttr);
  return mtbf === undefined || mttr === undefined || mtbf <= 0 ? undefined : { mtbf, mttr };
}

/**
 * The share of time lost to a failure: q = d / (mtbf + d), where d is the shorter of repair and failover.
 *
 * Source: the limiting unavailability of an alternating renewal process, Barlow and Proschan, Mathematical Theory of Reliability (1965), ch. 3;
 * mtbf is the mean uptime between a repair and the next failure.
 */
export function unavailability(failure: Failure, failover = Number.POSITIVE_INFINITY): number {
  if (failure === 'never') return 0;
  const outage = Math.min(failure.mttr, failover);
  return outage / (failure.mtbf + outage);
}
