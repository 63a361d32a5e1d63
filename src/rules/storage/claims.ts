import type { KubernetesObject } from '../../manifests/object';
import type { Place } from '../../manifests/place';

/** The claims that an object is or makes, each with its metadata and spec. */
export function claimsOf({ type, root, pod }: KubernetesObject): readonly Place[] {
  if (type === 'PersistentVolumeClaim') return [root];
  const ephemeral = pod?.spec.parts('volumes').map((volume) => volume.at('ephemeral', 'volumeClaimTemplate')) ?? [];
  return [
    ...(type === 'StatefulSet.apps' ? root.parts('spec', 'volumeClaimTemplates') : []),
    ...ephemeral.filter(({ isThere }) => isThere),
  ];
}
