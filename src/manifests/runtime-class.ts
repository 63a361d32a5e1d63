import type { KubernetesObject } from './object';
import { parseQuantity } from './quantity';
import { type JsonObject, listAt, objectAt, textsAt } from './value';

/**
 * A pod's specification with what its RuntimeClass adds: the overhead, and where its nodes are.
 *
 * Source: k8s.io/kubernetes v1.36.3, plugin/pkg/admission/runtimeclass, setOverhead and setScheduling.
 */
export function withRuntimeClass(spec: JsonObject, { root }: KubernetesObject): JsonObject {
  const overhead = objectAt(root.value, 'overhead', 'podFixed');
  const scheduling = root.at('scheduling');
  return {
    ...spec,
    ...(root.at('overhead').isThere ? { overhead } : {}),
    ...(scheduling.isThere
      ? {
          nodeSelector: { ...objectAt(spec, 'nodeSelector'), ...objectAt(scheduling.value, 'nodeSelector') },
          tolerations: [...listAt(spec, 'tolerations'), ...listAt(scheduling.value, 'tolerations')],
        }
      : {}),
  };
}

/** Why a RuntimeClass keeps a pod from being created, in words; undefined where it lets it. Source: the same, validateOverhead too. */
export function runtimeClassConflict(spec: JsonObject, runtimeClass: KubernetesObject | undefined): string | undefined {
  const own = objectAt(spec, 'overhead');
  const given = runtimeClass?.root.at('overhead').isThere ? objectAt(runtimeClass.root.value, 'overhead', 'podFixed') : undefined;
  if (Object.keys(own).length > 0 && !sameAmounts(own, given)) return 'the pod states an overhead, and its RuntimeClass another or none';
  const selected = runtimeClass ? textsAt(runtimeClass.root.value, 'scheduling', 'nodeSelector') : new Map<string, string>();
  for (const [label, value] of textsAt(spec, 'nodeSelector')) {
    const other = selected.get(label);
    if (other !== undefined && other !== value) return `its nodeSelector asks for ${label}: ${other}, and the pod for ${value}`;
  }
  return undefined;
}

function sameAmounts(own: JsonObject, given: JsonObject | undefined): boolean {
  if (!given) return false;
  const names = new Set([...Object.keys(own), ...Object.keys(given)]);
  return [...names].every((name) => parseQuantity(own[name]) === parseQuantity(given[name]));
}
