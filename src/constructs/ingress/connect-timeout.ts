import type { Publication } from '../parts/publication';

/**
 * How long an entry point waits for a connection to a pod, in seconds, where `connectTimeout` is omitted.
 *
 * A node that is down doesn't respond at all. Kubernetes takes most of a minute to notice, and until then only this timeout makes an entry point try
 * another pod. Linux repeats a lost SYN after one second (RFC 6298), so that two seconds survive one lost packet, while the next repetition would come
 * after three. The defaults of the controllers are 5 to 60 seconds, longer than most clients wait.
 */
const DEFAULT_SECONDS = 2;

/** A publication's connect timeout in seconds. */
export function connectSeconds({ connectTimeout }: Publication): number {
  return connectTimeout?.toSeconds() ?? DEFAULT_SECONDS;
}
