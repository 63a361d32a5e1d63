import type { PersistentVolume, PersistentVolumeClaim, Pod } from './kubernetes-client';
import { ZONE_LABEL } from './nodes';
import { nodeOf } from './placement';
import type { State } from './state';

/** The claims that a pod mounts. */
export function claimsOf(state: State, pod: Pod): PersistentVolumeClaim[] {
  const names = (pod.spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
  return names.flatMap((name) => state.get('claims', name, pod.metadata?.namespace) ?? []);
}

/** The volume that a claim is bound to. */
function volumeOf(state: State, claim: PersistentVolumeClaim): PersistentVolume | undefined {
  return state.get('volumes', claim.spec?.volumeName ?? '');
}

/** The zone that the claim's volume can be reached from; undefined when it can be from everywhere. */
export function zoneOfClaim(state: State, claim: PersistentVolumeClaim): string | undefined {
  const terms = volumeOf(state, claim)?.spec?.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  return terms.flatMap(({ matchExpressions }) => matchExpressions ?? []).find(({ key }) => key === ZONE_LABEL)?.values?.[0];
}

export function zoneOfPod(state: State, pod: Pod): string | undefined {
  return nodeOf(state, pod)?.metadata?.labels?.[ZONE_LABEL];
}
