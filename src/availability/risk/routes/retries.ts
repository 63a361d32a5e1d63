import { between, exactly } from '../estimate';
import type { Basis, Estimate } from '../risk';

/** What a proxy does with a request whose connection isn't established. */
export interface Retries {
  /** Who retries, and where that stands. */
  readonly source: string;
  readonly basis: Basis;
  /** How often it tries, the first time included. */
  readonly attempts: number;
  /** Seconds until a connection counts as failed. */
  readonly connect: number;
}

/**
 * The share of the requests to a lost pod that fail although the proxy tries another pod.
 *
 * Requests whose connection isn't established are sent to another pod, POST too. Those that were written to a kept-alive connection are not: of the requests that
 * failed without a dial timeout, 131 of 1426, 54 of 1056 failed with one, on three real nodes behind Traefik; 0.0511 / 0.0919 = 0.56. Other proxies are taken to be
 * alike. Where a connection attempt takes longer than people wait, nothing is saved.
 */
export function failingWith({ source, basis, attempts, connect }: Retries, patience: number): Estimate {
  if (attempts < 2) return exactly(1, { source: `${source}: no retry`, basis });
  if (connect > patience) {
    const because = `a connection attempt takes ${connect} s, longer than the ${patience} s that people wait: a retry comes too late`;
    return exactly(1, { source, basis, because });
  }
  return between(0.2, 54 / 1056 / (131 / 1426), 1, {
    source: `measured behind Traefik on three nodes; ${source}`,
    basis: 'measured',
    because: `requests without a connection go to another pod after ${connect} s, POST too; those on kept-alive connections fail`,
  });
}
