import { sources } from '../../../cluster/sources';
import type { Patience } from '../../../cluster/yearly';
import { between, exactly, type Origin, within } from '../estimate';
import type { Basis, Estimate, Range } from '../risk';

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
export function failingWith(retries: Retries, patience: Patience): { readonly failing: Estimate; readonly refused: Estimate } {
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
 * Requests whose connection isn't established are sent to another pod, POST too. Those that were written to an open connection are not. Behind Traefik on real nodes so many
 * of the requests to the dead pod had no answer within 3 s, until its endpoint was gone (docs/measurements.md). With three attempts the dead pod had 64 of them: that many
 * failed with Traefik's own dial timeout of 30 s, the mean of 64, 62, 66 and 65. With five it had a third of those that were sent, with a grace of the nodes of 16 s in the
 * first three runs and of 50 s in the others. Fewer attempts, longer ones and other proxies weren't measured: they are assumed to be alike, within a factor of three. Where a
 * connection attempt takes longer than people wait, nothing is saved.
 */
const measuredWith: readonly Measurement[] = [
  {
    connect: 0.5,
    attempts: 5,
    runs: [
      { failed: 4, of: 64 },
      { failed: 4, of: 58 },
      { failed: 5, of: 66 },
      { failed: 5, of: 216 },
      { failed: 4, of: 182 },
      { failed: 4, of: 200 },
    ],
  },
  {
    connect: 1,
    attempts: 3,
    runs: [
      { failed: 9, of: 64 },
      { failed: 10, of: 64 },
      { failed: 6, of: 64 },
    ],
  },
  {
    connect: 2,
    attempts: 3,
    runs: [
      { failed: 20, of: 64 },
      { failed: 23, of: 64 },
    ],
  },
];
/** What other proxies with a connect timeout of whole seconds are compared with. */
const ALIKE = seenWith(measuredWith[1] as Measurement);
/** By how much another proxy may differ. */
const UNLIKE = 3;

/** Runs with a connect timeout in seconds and so many attempts. */
interface Measurement {
  readonly connect: number;
  readonly attempts: number;
  readonly runs: readonly { readonly failed: number; readonly of: number }[];
}

/** The share that failed in all runs, in the one with the fewest and in the one with the most. */
function seenWith({ runs }: Measurement): Range {
  const sum = (read: (run: Measurement['runs'][number]) => number) => runs.reduce((total, run) => total + read(run), 0);
  const shares = runs.map(({ failed, of }) => failed / of);
  return { value: sum(({ failed }) => failed) / sum(({ of }) => of), low: Math.min(...shares), high: Math.max(...shares) };
}

function silent(retries: Retries, patience: Patience): Estimate {
  const { source, attempts, connect } = retries;
  if (attempts < 2) return exactly(1, { ...originOf(retries), source: `${source}: no retry` });
  if (connect > patience.seconds) {
    const because = `a connection attempt takes ${connect} s, longer than ${patience.words}: a retry comes too late`;
    return exactly(1, { ...originOf(retries), because });
  }
  const because = `requests without a connection go to another pod after ${connect} s, POST too; those on open connections fail`;
  const assumed = (alike: string) =>
    ({ ...sources.measurements, source: `assumption: ${alike}; ${source}`, basis: 'assumption', because }) as const;
  if (!retries.isMeasured) return within(ALIKE.value, UNLIKE, assumed('as behind Traefik, where 6 to 10 of 64 requests failed'));
  // A timeout between two that were measured is taken for the longer one, and so many attempts for the fewer ones.
  const measured = measuredWith.find((it) => connect <= it.connect && attempts >= it.attempts);
  if (measured) {
    const { value, low, high } = seenWith(measured);
    const seen = `${measured.attempts} attempts of ${measured.connect} s: ${percent(low)} to ${percent(high)} of the requests to a dead pod failed`;
    return between(low, value, high, {
      ...sources.measurements,
      source: `measured behind Traefik with ${seen}; ${source}`,
      basis: 'measured',
      because,
    });
  }
  const worst = measuredWith.at(-1) as Measurement;
  const { value, low, high } = seenWith(worst);
  const alike = `as with ${worst.attempts} attempts of ${worst.connect} s, where ${percent(low)} to ${percent(high)} of the requests to a dead pod failed`;
  return between(value / UNLIKE, value, Math.min(1, value * UNLIKE), assumed(alike));
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))}%`;
}
