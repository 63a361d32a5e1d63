/**
 * The minor version of Kubernetes from which each feature is on by default, as a field that belongs to a feature that is off is dropped.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/features/kube_features.go; for those that it no longer names, kubernetes.io, Feature Gates (removed).
 */
const since = {
  ImageVolume: 35,
  MatchLabelKeysInPodAffinity: 31,
  MatchLabelKeysInPodTopologySpread: 27,
  MinDomainsInPodTopologySpread: 27,
  NodeInclusionPolicyInPodTopologySpread: 26,
  PodLevelResources: 34,
  PodTopologyLabelsAdmission: 35,
  PodSchedulingReadiness: 27,
  SidecarContainers: 29,
  // On in 1.35.0 to 1.35.3, off again from 1.35.4 on (kubernetes#137926) and in 1.36, on in 1.37 (kubernetes#139466).
  MaxUnavailableStatefulSet: 37,
} as const;

export type Feature = keyof typeof since;

/** Whether a feature is on by default in a minor version such as `1.36`. */
export function hasFeature(kubernetes: string, feature: Feature): boolean {
  return minorOf(kubernetes) >= since[feature];
}

/** Whether a feature is on or off by the patch release: a minor version doesn't say. */
export function dependsOnPatch(kubernetes: string, feature: Feature): boolean {
  return feature === 'MaxUnavailableStatefulSet' && minorOf(kubernetes) === 35;
}

/** Of what isn't a version the newest is meant. */
export function minorOf(kubernetes: string): number {
  const minor = Number(kubernetes.split('.')[1]);
  return Number.isNaN(minor) ? Number.POSITIVE_INFINITY : minor;
}
