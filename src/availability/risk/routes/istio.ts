import { sources } from '../../../cluster/sources';
import { type Entry, proxyRoute } from './proxy';
import { failingWith } from './retries';
import type { Route } from './route';

/** Source: istio.io, Traffic management, Retries: "the default retry behavior for HTTP requests is to retry twice", where a connection fails among others. */
export const ISTIO_RETRIES = 2;

/** Through a gateway of Istio on an Ingress. Source of the 10 s: istio.io, MeshConfig, `connectTimeout`. */
export function istioRoute(entry: Entry, by: string): Route {
  const retries = {
    ...sources.istio,
    source: `${by}: ${ISTIO_RETRIES} retries`,
    basis: 'default',
    attempts: ISTIO_RETRIES + 1,
    connect: 10,
  } as const;
  return { ...proxyRoute(entry, by), ...failingWith(retries, entry.patience) };
}
