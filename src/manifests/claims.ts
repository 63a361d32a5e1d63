import type { KubernetesObject } from './object';
import type { Place } from './place';

/** The claims that an object is or creates, each with its metadata and spec. */
export function claimsOf(object: KubernetesObject): readonly Place[] {
  if (object.type === 'PersistentVolumeClaim') return [object.root];
  const ephemeral = object.pod?.spec.items('volumes').map((volume) => volume.at('ephemeral', 'volumeClaimTemplate')) ?? [];
  return [...claimTemplatesOf(object), ...ephemeral.filter(({ isThere }) => isThere)];
}

/** The claims that a StatefulSet creates for each pod. They outlive the pod, unlike those of an ephemeral volume. */
export function claimTemplatesOf({ type, root }: KubernetesObject): readonly Place[] {
  return type === 'StatefulSet.apps' ? root.items('spec', 'volumeClaimTemplates') : [];
}

/** The claim names in the volumes of an object's pods. A StatefulSet replaces a volume that has the name of one of its claim templates. */
export function claimNamesOf(object: KubernetesObject): readonly Place[] {
  const replaced = new Set(claimTemplatesOf(object).map((claim) => claim.text('metadata', 'name')));
  const volumes = (object.pod?.spec.items('volumes') ?? []).filter((volume) => !replaced.has(volume.text('name')));
  const names = volumes.map((volume) => volume.at('persistentVolumeClaim', 'claimName'));
  return names.filter((name) => name.text() !== undefined);
}
