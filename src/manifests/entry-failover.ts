/** How an entry point gets past a pod that doesn't respond: the constructs write these settings, and the advice recommends the same. */

/**
 * Seconds for which an entry point waits for a connection to a pod.
 *
 * A node that is down doesn't respond at all. Kubernetes takes most of a minute to notice, and until then only this timeout makes an entry point try
 * another pod. Trying another pod is safe, since nothing has been sent yet. Linux repeats a lost SYN after one second (RFC 6298), so that after a lost
 * packet another pod answers no later than the same one would. With two seconds, two dead pods in a row take longer than the three seconds that many
 * clients wait: docs/measurements.md has figures for both. The defaults of the controllers are 5 to 60 seconds.
 */
export const CONNECT_SECONDS = 1;

/**
 * The same for Traefik, which takes fractions: five attempts of half a second end before those clients leave. A lost SYN, which Linux repeats after a second,
 * goes to another pod sooner.
 */
export const TRAEFIK_DIAL_SECONDS = 0.5;

/** The health check of a load balancer in seconds: twice without a response, and the pods of a dead node get nothing more. Kubernetes takes fifty. */
export const HEALTH_CHECK = { interval: 5, timeout: 2, failures: 2 } as const;
