import { secondsOf } from '../parts/amount';
import type { Protection } from '../parts/protection';
import { breakerOf, type Protector, protectionRefusals } from '../parts/protection-parts';
import { RefusedError, refusalText } from '../parts/refuse';

/** A client connects to the address of a Service, and the cluster's network picks the pod: it never learns which one answered. */
const CLIENT: Protector = {
  is: 'a client with one address',
  cannot: {
    outlier:
      'omit it: a pod that is not ready gets no requests, and retry sends those that failed again; only a mesh knows pods, and no platform names one',
  },
};

/**
 * The variables that tell a client how to protect itself and what it calls, for its program to pass to its library.
 *
 * @param prefix of the variables, such as `ELASTICSEARCH`
 * @throws on invalid parts, and on those that a client can't do
 */
export function protectionVariables(prefix: string, protection: Protection | undefined): Readonly<Record<string, string>> {
  if (protection === undefined) return {};
  const refusals = protectionRefusals('protection', protection, CLIENT);
  if (refusals.length > 0) throw new RefusedError(`clientOf: ${refusals.map(refusalText).join('\n')}`);
  const { timeout, retry, circuitBreaker, concurrency } = protection;
  const breaker = circuitBreaker && breakerOf(circuitBreaker);
  const variables = {
    TIMEOUT_SECONDS: timeout && secondsOf(timeout),
    RETRY_STATUSES: retry?.join(),
    MAX_REQUESTS: concurrency,
    CIRCUIT_BREAKER_PERCENT: breaker?.percent,
    CIRCUIT_BREAKER_SECONDS: breaker?.seconds,
  };
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[`${prefix}_${name}`, String(value)]])),
  );
}
