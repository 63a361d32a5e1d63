import { sources } from '../../../cluster/sources';
import { between, exactly, type Origin, within } from '../estimate';
import type { Basis, Estimate } from '../risk';

/** What a proxy does with a request whose connection isn't established. */
export interface Retries {
  /** Who retries, and where that stands. */
  readonly source: string;
  /** Where the setting and its default can be read. */
  readonly url?: string;
  readonly basis: Basis;
  /** How often it tries, the first time included. */
  readonly attempts: number;
  /** Seconds until a connection counts as failed. */
  readonly connect: number;
  /** Whether it is the proxy whose retries were measured. @default false */
  readonly isMeasured?: boolean;
}

function originOf({ source, url, basis }: Retries): Origin {
  return { source, ...(url === undefined ? {} : { url }), basis };
}

/** Both shares of a route whose proxy may try another pod. */
export function failingWith(retries: Retries, patience: number): { readonly failing: Estimate; readonly refused: Estimate } {
  return { failing: silent(retries, patience), refused: refused(retries) };
}

/** A refused connection fails at once, so the next pod is tried at once. Nobody has measured what is lost on kept-alive connections. */
function refused(retries: Retries): Estimate {
  const { source, attempts } = retries;
  if (attempts < 2) return exactly(1, { ...originOf(retries), source: `${source}: no retry` });
  return between(0, 0.1, 0.5, {
    source: `assumption: one of ten is on a kept-alive connection; ${source}`,
    basis: 'assumption',
    because: 'requests whose connection is refused go to another pod at once, POST too',
  });
}

/**
 * The share of the requests to a lost pod that fail although the proxy tries another pod.
 *
 * Requests whose connection isn't established are sent to another pod, POST too. Those that were written to an open connection are not. Behind Traefik on real nodes 64
 * requests had no answer within 3 s with its own dial timeout of 30 s (the mean of 64, 62, 66 and 65), 9, 10 and 6 with one of 1 s, 20 and 23 with one of 2 s
 * (docs/measurements.md). A longer one wasn't measured, and neither were other proxies: they are assumed to be alike, within a factor of three. Where a connection attempt
 * takes longer than people wait, nothing is saved.
 */
const OF = 64;
const measuredWith: readonly { readonly connect: number; readonly failed: readonly number[] }[] = [
  { connect: 1, failed: [9, 10, 6] },
  { connect: 2, failed: [20, 23] },
];
const ON_OPEN_CONNECTIONS = (9 + 10 + 6) / 3 / OF;
/** By how much another proxy may differ. */
const UNLIKE = 3;

function silent(retries: Retries, patience: number): Estimate {
  const { source, attempts, connect } = retries;
  if (attempts < 2) return exactly(1, { ...originOf(retries), source: `${source}: no retry` });
  if (connect > patience) {
    const because = `a connection attempt takes ${connect} s, longer than the ${patience} s that people wait: a retry comes too late`;
    return exactly(1, { ...originOf(retries), because });
  }
  const because = `requests without a connection go to another pod after ${connect} s, POST too; those on open connections fail`;
  if (!retries.isMeasured) {
    const alike = `assumption: as behind Traefik, where 6 to 10 of 64 requests failed; ${source}`;
    return within(ON_OPEN_CONNECTIONS, UNLIKE, { ...sources.measurements, source: alike, basis: 'assumption', because });
  }
  // A timeout between two that were measured is taken for the longer one.
  const { connect: longest, failed } =
    measuredWith.find((it) => connect <= it.connect) ?? (measuredWith.at(-1) as (typeof measuredWith)[number]);
  const [fewest, most] = [Math.min(...failed), Math.max(...failed)];
  const value = failed.reduce((sum, it) => sum + it, 0) / failed.length / OF;
  if (connect > longest) {
    const alike = `assumption: as with a connect timeout of ${longest} s, where ${fewest} to ${most} of ${OF} requests failed; ${source}`;
    return between(value / UNLIKE, value, Math.min(1, value * UNLIKE), {
      ...sources.measurements,
      source: alike,
      basis: 'assumption',
      because,
    });
  }
  return between(fewest / OF, value, most / OF, {
    ...sources.measurements,
    source: `measured behind Traefik with a connect timeout of ${longest} s: ${fewest} to ${most} of ${OF} requests; ${source}`,
    basis: 'measured',
    because,
  });
}
