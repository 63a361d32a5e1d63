import { type Feature, hasFeature } from '../../cluster/features';
import { Place } from '../../manifests/place';
import { podRequests } from '../../manifests/requests';
import { isObject, type JsonObject, objectAt } from '../../manifests/value';

/**
 * A pod's specification as the API server of a version reads it before any admission: without the fields of features that the version doesn't have, and with the
 * requests of the pod as a whole that follow from its limits.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/api/pod/util.go, DropDisabledTemplateFields; pkg/apis/core/v1/defaults.go, SetDefaults_Pod.
 */
export function asStored(spec: JsonObject, kubernetes: string): JsonObject {
  const lacks = (feature: Feature) => !hasFeature(kubernetes, feature);
  let stored = spec;
  if (lacks('PodSchedulingReadiness')) stored = without(stored, ['schedulingGates']);
  if (lacks('UserNamespacesSupport')) stored = without(stored, ['hostUsers']);
  if (lacks('PodLevelResources')) stored = without(stored, ['resources']);
  const ofSpreads = [
    ...(lacks('MatchLabelKeysInPodTopologySpread') ? ['matchLabelKeys'] : []),
    ...(lacks('MinDomainsInPodTopologySpread') ? ['minDomains'] : []),
    ...(lacks('NodeInclusionPolicyInPodTopologySpread') ? ['nodeAffinityPolicy', 'nodeTaintsPolicy'] : []),
  ];
  if (ofSpreads.length > 0) stored = inItems(stored, 'topologySpreadConstraints', ofSpreads);
  if (lacks('MatchLabelKeysInPodAffinity')) stored = withoutKeysInAffinity(stored);
  return withOwnRequests(stored);
}

/** What a pod with limits as a whole requests: what its containers do together, or as much as its limit where none of them requests any. */
function withOwnRequests(spec: JsonObject): JsonObject {
  const limits = objectAt(spec, 'resources', 'limits');
  if (Object.keys(limits).length === 0) return spec;
  const containers = new Place({ ...spec, resources: undefined, overhead: undefined });
  const names = new Set(
    [...containers.items('initContainers'), ...containers.items('containers')].flatMap((it) =>
      ['requests', 'limits'].flatMap((list) =>
        it
          .at('resources', list)
          .parts()
          .map(({ key }) => key),
      ),
    ),
  );
  const { cpu, memory } = podRequests(containers);
  const requests = {
    ...Object.fromEntries(Object.entries(limits).filter(([name]) => name === 'cpu' || name === 'memory' || name.startsWith('hugepages-'))),
    ...(names.has('cpu') ? { cpu: `${cpu}m` } : {}),
    ...(names.has('memory') ? { memory: String(memory) } : {}),
    ...objectAt(spec, 'resources', 'requests'),
  };
  return { ...spec, resources: { ...objectAt(spec, 'resources'), requests } };
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
