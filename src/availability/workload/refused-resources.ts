import { Place } from '../../manifests/place';
import { parseQuantity } from '../../manifests/quantity';
import { podRequests } from '../../manifests/requests';
import { isObject } from '../../manifests/value';

/**
 * Requests and limits that the API server refuses, as sentences.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/apis/core/validation, validateContainerResourceRequirements and validatePodResourceConsistency.
 */
export function resourceRefusals(spec: Place): readonly string[] {
  const containers = [...spec.items('initContainers'), ...spec.items('containers')];
  return [
    ...containers.flatMap((it) => ownRefusals(it, `container ${it.text('name') ?? ''}`)),
    ...ownRefusals(spec, 'the pod'),
    ...hugePagesAlone(spec, containers),
    ...(spec.at('resources').isThere ? ofPodAndContainers(spec, containers) : []),
  ];
}

function quantityAt(owner: Place, list: 'requests' | 'limits', name: string): number | undefined {
  return parseQuantity(owner.at('resources', list, name).value);
}

function namesIn(owner: Place): readonly string[] {
  return [
    ...new Set([...owner.at('resources', 'requests').parts(), ...owner.at('resources', 'limits').parts()].map(({ key }) => String(key))),
  ];
}

/** What a container or a pod asks for, by itself. */
function ownRefusals(owner: Place, what: string): readonly string[] {
  return namesIn(owner).flatMap((name) => {
    const request = quantityAt(owner, 'requests', name);
    const limit = quantityAt(owner, 'limits', name);
    if (isWhole(name) && [request, limit].some((it) => it !== undefined && !Number.isInteger(it)))
      return [`${what} asks for a fraction of ${name}`];
    if (request !== undefined && limit === undefined && isWhole(name)) return [`${what} requests ${name} and has no limit of it`];
    if (request === undefined || limit === undefined || request === limit) return [];
    if (isWhole(name)) return [`${what} requests another amount of ${name} than its limit`];
    return request > limit ? [`${what} requests more ${name} than its limit`] : [];
  });
}

/** Devices and huge pages can't be overcommitted. */
function isWhole(name: string): boolean {
  return name.startsWith('hugepages-') || (name.includes('/') && !name.includes('kubernetes.io/'));
}

function hugePagesAlone(spec: Place, containers: readonly Place[]): readonly string[] {
  const names = new Set([spec, ...containers].flatMap(namesIn));
  const isAlone = [...names].some((name) => name.startsWith('hugepages-')) && !names.has('cpu') && !names.has('memory');
  return isAlone ? ['a pod with huge pages must ask for cpu or memory, too'] : [];
}

/** What a pod asks for as a whole covers what its containers do. */
function ofPodAndContainers(spec: Place, containers: readonly Place[]): readonly string[] {
  const rest = isObject(spec.value) ? { ...spec.value, resources: undefined, overhead: undefined } : {};
  const sum = podRequests(new Place(rest));
  const whole = podRequests(new Place({ containers: [], resources: { requests: spec.at('resources', 'requests').value } }));
  const less = namesIn(spec).find((name) => quantityAt(spec, 'requests', name) !== undefined && (sum[name] ?? 0) > (whole[name] ?? 0));
  const above = containers.flatMap((container) =>
    namesIn(container).filter(
      (name) => (quantityAt(container, 'limits', name) ?? 0) > (quantityAt(spec, 'limits', name) ?? Number.POSITIVE_INFINITY),
    ),
  )[0];
  return [
    ...(less === undefined ? [] : [`the pod requests less ${less} than its containers together`]),
    ...(above === undefined ? [] : [`a container has a higher limit of ${above} than the pod`]),
  ];
}
