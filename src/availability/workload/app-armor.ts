import { idOf } from '../../manifests/identity';
import type { WorkloadResource } from '../../manifests/object-index';

const PREFIX = 'container.apparmor.security.beta.kubernetes.io/';

/**
 * The AppArmor profiles that annotations of a pod template give to containers, by the names of the annotations.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/registry/core/pod/strategy.go, applyAppArmorVersionSkew: the API server copies them into the containers.
 */
export function annotatedProfiles({ pod }: WorkloadResource): ReadonlyMap<string, string> {
  return new Map([...pod.template.texts('metadata', 'annotations')].filter(([name, profile]) => name.startsWith(PREFIX) && profile !== ''));
}

/** Profiles by annotation that are files of the nodes, as sentences: the fields of containers say the same (`fields/container.ts`). */
export function localProfiles(workload: WorkloadResource): readonly string[] {
  return [...annotatedProfiles(workload)]
    .filter(([, profile]) => profile.startsWith('localhost/'))
    .map(([name]) => `annotation ${name} of ${idOf(workload)} is not modelled`);
}
