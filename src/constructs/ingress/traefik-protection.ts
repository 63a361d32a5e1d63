import type { Protection } from '../parts/protection';
import { breakerOf } from '../parts/protection-parts';

/** The part of a Middleware's spec that protects a Service. @see https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/overview/ */
export type ProtectingSpec =
  | {
      readonly circuitBreaker: {
        readonly expression: string;
        readonly checkPeriod: string;
        readonly fallbackDuration: string;
        readonly recoveryDuration: string;
        readonly responseCode: 503;
      };
    }
  | { readonly inFlightReq: { readonly amount: number; readonly sourceCriterion: { readonly requestHeaderName: string } } }
  | { readonly retry: { readonly attempts: number; readonly status: readonly string[]; readonly disableRetryOnNetworkError: true } }
  | { readonly buffering: { readonly memResponseBodyBytes: number } };

/** Traefik counts requests by source, and none means by host. It sets this header itself, to its own name, so that all requests have one source. */
const ONE_SOURCE = 'X-Forwarded-Server';

/**
 * The Middlewares that protect a Service by the ends of their names, the outermost first: the circuit breaker counts a request that another pod has
 * answered as a success, and doesn't count what the limit has refused.
 */
export function protectingMiddlewares({ circuitBreaker, concurrency, retry }: Protection): ReadonlyMap<string, ProtectingSpec> {
  const made = new Map<string, ProtectingSpec>();
  if (circuitBreaker) {
    const { percent, seconds } = breakerOf(circuitBreaker);
    const pause = `${seconds}s`;
    made.set('circuit-breaker', {
      circuitBreaker: {
        // Network errors and timeouts are statuses 502 and 504 by then. It counts the last ten seconds, and no minimum of requests.
        expression: `ResponseCodeRatio(500, 600, 0, 600) > ${percent / 100}`,
        checkPeriod: '100ms',
        fallbackDuration: pause,
        recoveryDuration: pause,
        responseCode: 503,
      },
    });
  }
  if (concurrency !== undefined)
    made.set('concurrency', { inFlightReq: { amount: concurrency, sourceCriterion: { requestHeaderName: ONE_SOURCE } } });
  // One more attempt: a second one would double the load of a Service that fails as a whole again. Connections have a Middleware of their own.
  if (retry) {
    made.set('retry', { retry: { attempts: 2, status: retry.map(String), disableRetryOnNetworkError: true } });
    // Traefik's default, written so that the Middleware isn't empty. Without it a response without a length that is to be repeated is flushed: as a 200.
    made.set('response-buffer', { buffering: { memResponseBodyBytes: 1024 * 1024 } });
  }
  return made;
}
