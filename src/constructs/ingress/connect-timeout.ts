import { CONNECT_SECONDS } from '../../manifests/entry-failover';
import type { Publication } from '../parts/publication';

/** A publication's connect timeout in seconds. */
export function connectSeconds({ connectTimeout }: Publication): number {
  return connectTimeout?.toSeconds() ?? CONNECT_SECONDS;
}
