import type { Place } from './place';
import { bytes, millicores } from './quantity';

/** The resources of one pod, by name. */
export interface Amounts {
  /** Millicores. */
  readonly cpu: number;

  /** Bytes. */
  readonly memory: number;

  /** Other resources, by name. */
  readonly [resource: string]: number;
}

/**
 * The requests of a pod as the scheduler and a quota count them: the sum of containers and sidecars, or the peak of the init containers if it is
 * higher, plus the overhead of the runtime.
 *
 * Source: k8s.io/component-helpers/resource, PodRequests; a limit without a request counts as the request; pod-level limits only if no container
 * requests anything (pkg/apis/core/v1, defaultPodRequests).
 */
export function podRequests(spec: Place): Amounts {
  const known = requestsKnown.get(spec) ?? requestsOf(spec);
  requestsKnown.set(spec, known);
  return known;
}

/** Several questions about a workload begin with its requests. */
const requestsKnown = new WeakMap<Place, Amounts>();

function requestsOf(spec: Place): Amounts {
  const containers = [...spec.items('initContainers'), ...spec.items('containers')];
  const requested = (owner: Place, resource: string) => {
    const request = owner.at('resources', 'requests', resource);
    return request.isThere ? request.value : limit(owner, resource);
  };
  const read: Read = (owner, resource) => {
    const own = owner.at('resources', 'requests', resource);
    if (owner !== spec || own.isThere) return requested(owner, resource);
    return containers.some((container) => requested(container, resource) !== undefined) ? undefined : limit(spec, resource);
  };
  return { ...others([spec, ...containers], spec, read), ...amounts(spec, read) };
}

/** What a pod asks for beside processor time and memory: local disk, huge pages, devices. */
function others(owners: readonly Place[], spec: Place, read: Read): Readonly<Record<string, number>> {
  const lists = [...owners.flatMap((owner) => [owner.at('resources', 'requests'), owner.at('resources', 'limits')]), spec.at('overhead')];
  const names = new Set(lists.flatMap((list) => list.parts().map(({ key }) => key)));
  const amounts: Record<string, number> = {};
  for (const name of names) {
    if (name === 'cpu' || name === 'memory') continue;
    const amount = total(spec, name, bytes, read);
    if (amount > 0) amounts[name] = amount;
  }
  return amounts;
}

/** The limits of a pod as a quota counts them, in the same way; without a limit a container counts as 0. Source: k8s.io/component-helpers/resource, PodLimits. */
export function podLimits(spec: Place): Amounts {
  return amounts(spec, limit, true);
}

/**
 * The most memory or disk that a pod may use, in bytes; undefined if a container has no limit, and so the pod has none.
 *
 * Source: pkg/kubelet/cm, ResourceConfigForPod: the pod's cgroup has a limit if every container, including init containers, declares one.
 */
export function podCeiling(spec: Place, resource: 'memory' | 'ephemeral-storage'): number | undefined {
  const owners = limit(spec, resource) === undefined ? [...spec.items('initContainers'), ...spec.items('containers')] : [spec];
  const isLimited = owners.length > 0 && owners.every((owner) => bytes(limit(owner, resource)) !== undefined);
  return isLimited ? total(spec, resource, bytes, limit) : undefined;
}

function limit(owner: Place, resource: string): unknown {
  return owner.at('resources', 'limits', resource).value;
}

type Read = (owner: Place, resource: string) => unknown;
type Parse = (quantity: unknown) => number | undefined;

function amounts(spec: Place, read: Read, limits = false): { readonly cpu: number; readonly memory: number } {
  const of = (resource: string, number: Parse) => {
    // Overhead does not give a limit to a pod without one.
    return limits && amount(spec, resource, number, read) === 0 ? 0 : total(spec, resource, number, read);
  };
  return { cpu: of('cpu', millicores), memory: of('memory', bytes) };
}

function total(spec: Place, resource: string, number: Parse, read: Read): number {
  return amount(spec, resource, number, read) + (number(spec.at('overhead', resource).value) ?? 0);
}

function amount(spec: Place, resource: string, number: Parse, read: Read): number {
  const of = (owner: Place): number | undefined => number(read(owner, resource));
  let sidecars = 0;
  let start = 0;
  for (const container of spec.items('initContainers')) {
    const one = of(container) ?? 0;
    if (container.text('restartPolicy') === 'Always') {
      sidecars += one;
      start = Math.max(start, sidecars);
    } else start = Math.max(start, sidecars + one);
  }
  const running = spec.items('containers').reduce((sum, container) => sum + (of(container) ?? 0), sidecars);
  return of(spec) ?? Math.max(running, start);
}
