import type { Publication } from '../parts/publication';

/**
 * How long an entry point waits for a connection to a pod, in seconds, where `connectTimeout` is omitted.
 *
 * A node that is down doesn't respond at all. Kubernetes takes most of a minute to notice, and until then only this timeout makes an entry point try
 * another pod. Trying another pod is safe, since nothing has been sent yet. Linux repeats a lost SYN after one second (RFC 6298), so that after a lost
 * packet another pod answers no later than the same one would. With two seconds, two dead pods in a row take longer than the three seconds that many
 * clients wait: docs/measurements.md has figures for both. The defaults of the controllers are 5 to 60 seconds.
 */
const DEFAULT_SECONDS = 1;

/** A publication's connect timeout in seconds. */
export function connectSeconds({ connectTimeout }: Publication): number {
  return connectTimeout?.toSeconds() ?? DEFAULT_SECONDS;
}
