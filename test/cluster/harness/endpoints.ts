import type { Manifest } from '../../../src/synthesis/manifest';
import type { State } from './state';

/** Names of the pods that a Service sends requests to now, sorted. */
export function readyEndpoints(state: State, service: Manifest): string[] {
  return state
    .all('endpointSlices', service.metadata.namespace)
    .filter(({ metadata }) => metadata?.labels?.['kubernetes.io/service-name'] === service.metadata.name)
    .flatMap(({ endpoints }) => endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready)
    .flatMap(({ targetRef }) => targetRef?.name ?? [])
    .sort();
}
