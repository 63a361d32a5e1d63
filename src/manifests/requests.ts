import { bytes, millicores } from './quantity';
import { listAt, objectAt, textAt, valueAt } from './value';

/** What one pod asks of its node. */
export interface Requests {
  /** Millicores. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
}

/**
 * The requests that the scheduler counts: all containers and sidecars together, or the neediest moment of the start, plus the runtime's overhead.
 *
 * Source: k8s.io/component-helpers/resource, PodRequests; a limit without a request counts as the request.
 */
export function effectiveRequests(podSpec: unknown): Requests {
  return { cpu: effective(podSpec, 'cpu', millicores), memory: effective(podSpec, 'memory', bytes) };
}

function effective(podSpec: unknown, name: string, read: (quantity: unknown) => number | undefined): number {
  const requested = (owner: unknown): number | undefined =>
    read(valueAt(owner, 'resources', 'requests', name) ?? valueAt(owner, 'resources', 'limits', name));
  let sidecars = 0;
  let start = 0;
  for (const container of listAt(podSpec, 'initContainers')) {
    const one = requested(container) ?? 0;
    if (textAt(container, 'restartPolicy') === 'Always') {
      sidecars += one;
      start = Math.max(start, sidecars);
    } else start = Math.max(start, sidecars + one);
  }
  const running = listAt(podSpec, 'containers').reduce<number>((sum, container) => sum + (requested(container) ?? 0), sidecars);
  const overhead = read(valueAt(objectAt(podSpec, 'overhead'), name)) ?? 0;
  return (requested(podSpec) ?? Math.max(running, start)) + overhead;
}
