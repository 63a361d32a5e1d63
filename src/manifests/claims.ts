import type { KubernetesObject } from './object';
import type { Place } from './place';

/** The claims that an object is or makes, each with its metadata and spec. */
export function claimsOf(object: KubernetesObject): readonly Place[] {
  if (object.type === 'PersistentVolumeClaim') return [object.root];
  const ephemeral = object.pod?.spec.items('volumes').map((volume) => volume.at('ephemeral', 'volumeClaimTemplate')) ?? [];
  return [...claimTemplatesOf(object), ...ephemeral.filter(({ isThere }) => isThere)];
}

/** The claims that a StatefulSet makes for each pod, and that outlive the pod; those of an ephemeral volume end with it. */
export function claimTemplatesOf({ type, root }: KubernetesObject): readonly Place[] {
  return type === 'StatefulSet.apps' ? root.items('spec', 'volumeClaimTemplates') : [];
}

/** Where the volumes of an object's pods name claims. */
export function claimNamesOf({ pod }: KubernetesObject): readonly Place[] {
  const names = pod?.spec.items('volumes').map((volume) => volume.at('persistentVolumeClaim', 'claimName')) ?? [];
  return names.filter((name) => name.text() !== undefined);
}
