import { type Feature, hasFeature } from '../../cluster/features';
import { isObject, type JsonObject, objectAt } from '../../manifests/value';

/**
 * A pod's specification as the API server of a version stores it: without the fields of features that the version doesn't have.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/api/pod/util.go, DropDisabledTemplateFields.
 */
export function asStored(spec: JsonObject, kubernetes: string): JsonObject {
  const lacks = (feature: Feature) => !hasFeature(kubernetes, feature);
  let stored = spec;
  if (lacks('PodSchedulingReadiness')) stored = without(stored, ['schedulingGates']);
  if (lacks('PodLevelResources')) stored = without(stored, ['resources']);
  const ofSpreads = [
    ...(lacks('MatchLabelKeysInPodTopologySpread') ? ['matchLabelKeys'] : []),
    ...(lacks('MinDomainsInPodTopologySpread') ? ['minDomains'] : []),
    ...(lacks('NodeInclusionPolicyInPodTopologySpread') ? ['nodeAffinityPolicy', 'nodeTaintsPolicy'] : []),
  ];
  if (ofSpreads.length > 0) stored = inItems(stored, 'topologySpreadConstraints', ofSpreads);
  if (lacks('MatchLabelKeysInPodAffinity')) stored = withoutKeysInAffinity(stored);
  return stored;
}

const terms = 'requiredDuringSchedulingIgnoredDuringExecution';

function withoutKeysInAffinity(spec: JsonObject): JsonObject {
  if (!isObject(spec['affinity'])) return spec;
  const affinity = { ...spec['affinity'] };
  for (const kind of ['podAffinity', 'podAntiAffinity'])
    if (isObject(affinity[kind])) affinity[kind] = inItems(objectAt(affinity, kind), terms, ['matchLabelKeys', 'mismatchLabelKeys']);
  return { ...spec, affinity };
}

function inItems(owner: JsonObject, list: string, fields: readonly string[]): JsonObject {
  const items = owner[list];
  if (!Array.isArray(items)) return owner;
  return { ...owner, [list]: items.map((item) => (isObject(item) ? without(item, fields) : item)) };
}

function without(owner: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(owner).filter(([name]) => !fields.includes(name)));
}
