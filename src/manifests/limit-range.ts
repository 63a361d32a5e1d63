import type { KubernetesObject } from './object';
import { Place } from './place';
import { parseQuantity } from './quantity';
import { podRequests } from './requests';
import { isObject, type JsonObject, objectAt } from './value';

/** Whether any LimitRange gives containers requests or limits that they don't ask for. */
export function givesDefaults(range: KubernetesObject): boolean {
  const { requests, limits } = defaultsOf(range);
  return Object.keys(requests).length + Object.keys(limits).length > 0;
}

/**
 * A pod's specification with what LimitRanges add to its containers: a request or a limit where they state none.
 *
 * Source: k8s.io/kubernetes v1.36.3, plugin/pkg/admission/limitranger, mergePodResourceRequirements; pkg/apis/core/v1, SetDefaults_LimitRangeItem and SetDefaults_Pod: a
 * limit counts as the request before any default is looked at.
 */
export function withDefaults(spec: JsonObject, ranges: readonly KubernetesObject[]): JsonObject {
  const defaults = ranges.filter(givesDefaults).map(defaultsOf);
  if (defaults.length === 0) return spec;
  const filled = (containers: unknown): unknown =>
    Array.isArray(containers)
      ? containers.map((it) => defaults.reduce<unknown>((container, more) => fill(container, more), it))
      : containers;
  return {
    ...spec,
    containers: filled(spec['containers']),
    ...(spec['initContainers'] ? { initContainers: filled(spec['initContainers']) } : {}),
  };
}

interface Defaults {
  readonly requests: JsonObject;
  readonly limits: JsonObject;
}

function defaultsOf({ root }: KubernetesObject): Defaults {
  const items = root.items('spec', 'limits').filter((it) => it.text('type') === 'Container');
  const limits = Object.assign({}, ...items.map(({ value }) => ({ ...objectAt(value, 'max'), ...objectAt(value, 'default') })));
  const requests = items.map(({ value }) => {
    const limit = { ...objectAt(value, 'max'), ...objectAt(value, 'default') };
    return { ...objectAt(value, 'min'), ...limit, ...objectAt(value, 'defaultRequest') };
  });
  return { requests: Object.assign({}, ...requests), limits };
}

function fill(container: unknown, { requests, limits }: Defaults): unknown {
  if (!isObject(container)) return container;
  const own = objectAt(container, 'resources', 'limits');
  return {
    ...container,
    resources: {
      ...objectAt(container, 'resources'),
      limits: { ...limits, ...own },
      requests: { ...requests, ...own, ...objectAt(container, 'resources', 'requests') },
    },
  };
}

/**
 * Why a LimitRange keeps pods from being created, in words; undefined where it lets them.
 *
 * Source: k8s.io/kubernetes v1.36.3, plugin/pkg/admission/limitranger, PodValidateLimitFunc.
 *
 * @param spec with the defaults of all LimitRanges
 */
export function limitViolation(spec: Place, { root }: KubernetesObject): string | undefined {
  const containers = [...spec.items('initContainers'), ...spec.items('containers')];
  for (const item of root.items('spec', 'limits')) {
    const type = item.text('type');
    const checked = type === 'Container' ? containers.map(ofContainer) : type === 'Pod' ? [ofPod(spec, containers)] : [];
    for (const amounts of checked) {
      const found = violationBy(item, amounts);
      if (found) return found;
    }
  }
  return undefined;
}

/** Why a LimitRange keeps a claim from being created. Source: the same, PersistentVolumeClaimValidateLimitFunc. */
export function claimViolation(claimSpec: Place, { root }: KubernetesObject): string | undefined {
  const request = parseQuantity(claimSpec.at('resources', 'requests', 'storage').value);
  for (const item of root.items('spec', 'limits')) {
    if (item.text('type') !== 'PersistentVolumeClaim') continue;
    const [least, most] = ['min', 'max'].map((bound) => parseQuantity(item.at(bound, 'storage').value));
    if (least !== undefined && (request ?? 0) < least)
      return `a claim of ${claimSpec.at('resources', 'requests', 'storage').value} is below its minimum`;
    if (most !== undefined && (request ?? 0) > most)
      return `a claim of ${claimSpec.at('resources', 'requests', 'storage').value} is above its maximum`;
  }
  return undefined;
}

/** Requests and limits by resource, undefined where none is stated. */
interface Stated {
  readonly of: string;
  readonly request: (resource: string) => number | undefined;
  readonly limit: (resource: string) => number | undefined;
}

function ofContainer(container: Place): Stated {
  const limit = (resource: string) => parseQuantity(container.at('resources', 'limits', resource).value);
  return {
    of: `container ${container.text('name') ?? ''}`,
    request: (resource) => parseQuantity(container.at('resources', 'requests', resource).value) ?? limit(resource),
    limit,
  };
}

function ofPod(spec: Place, containers: readonly Place[]): Stated {
  const states = (owner: Place, list: string, resource: string) => owner.at('resources', list, resource).isThere;
  const total = (resource: string, lists: readonly string[], read: Place): number | undefined => {
    if (![spec, ...containers].some((owner) => lists.some((list) => states(owner, list, resource)))) return undefined;
    const amount = podRequests(read)[resource] ?? 0;
    return resource === 'cpu' ? amount / 1000 : amount;
  };
  const limitsOnly = withoutRequests(spec);
  const withoutOverhead = new Place(isObject(spec.value) ? { ...spec.value, overhead: undefined } : undefined);
  return {
    of: 'the pod',
    request: (resource) => total(resource, ['requests', 'limits'], withoutOverhead),
    limit: (resource) => total(resource, ['limits'], limitsOnly),
  };
}

/** The same pod as if it stated limits alone, which then count as its requests; overhead is no part of what is checked. */
function withoutRequests(spec: Place): Place {
  const only = (owner: unknown) => (isObject(owner) ? { ...owner, resources: { limits: objectAt(owner, 'resources', 'limits') } } : owner);
  const list = (name: string) => spec.items(name).map(({ value }) => only(value));
  return new Place({
    containers: list('containers'),
    initContainers: list('initContainers'),
    // A limit of the pod as a whole replaces those of its containers.
    resources: { requests: objectAt(spec.value, 'resources', 'limits') },
  });
}

function violationBy(item: Place, { of, request, limit }: Stated): string | undefined {
  for (const { key: resource, value } of item.parts('min')) {
    const least = parseQuantity(value) ?? 0;
    if (request(resource) === undefined) return `${of} requests no ${resource}, and ${String(value)} is its minimum`;
    if ((request(resource) ?? 0) < least || (limit(resource) ?? least) < least)
      return `${of} asks for less ${resource} than its minimum of ${String(value)}`;
  }
  for (const { key: resource, value } of item.parts('max')) {
    const most = parseQuantity(value) ?? 0;
    if (limit(resource) === undefined) return `${of} has no limit of ${resource}, and ${String(value)} is its maximum`;
    if ((limit(resource) ?? 0) > most || (request(resource) ?? 0) > most)
      return `${of} asks for more ${resource} than its maximum of ${String(value)}`;
  }
  for (const { key: resource, value } of item.parts('maxLimitRequestRatio')) {
    const [asked, most] = [request(resource), limit(resource)];
    if (!asked || !most || most / asked > (parseQuantity(value) ?? 0))
      return `${of} has a limit of ${resource} above ${String(value)} times its request, or states only one of them`;
  }
  return undefined;
}
