import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { bytes } from '../../manifests/quantity';

/**
 * Why a claim that names a volume is not bound to it, as sentences.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/volume/persistentvolume, syncUnboundClaim and checkVolumeSatisfyClaim.
 */
export function unboundBecause(claim: KubernetesObject, volume: KubernetesObject, index: ObjectIndex): readonly string[] {
  const [asked, offered] = [claim.root.at('spec'), volume.root.at('spec')];
  const reasons = [...ofOthers(claim, volume, index), ...ofClass(asked, offered), ...ofForm(asked, offered)];
  return reasons.map((because) => `${idOf(claim)} may not be bound to ${idOf(volume)}: ${because}`);
}

/** Whose volume it is. */
function ofOthers(claim: KubernetesObject, volume: KubernetesObject, index: ObjectIndex): readonly string[] {
  const reference = volume.root.at('spec', 'claimRef');
  const isOurs = reference.text('name') === claim.name && (reference.text('namespace') ?? 'default') === claim.namespace;
  const rival = index
    .ofType('PersistentVolumeClaim')
    .find((it) => it !== claim && it.root.text('spec', 'volumeName') === volume.name && !(reference.isThere && isOurs));
  return [
    ...(reference.isThere && !isOurs ? ['it is reserved for another claim'] : []),
    ...(rival ? [`${idOf(rival)} names it, too`] : []),
  ];
}

function ofClass(asked: Place, offered: Place): readonly string[] {
  const of = (spec: Place) => spec.text('storageClassName') ?? '';
  if (!asked.at('storageClassName').isThere) return ['it names no storageClassName, and may get the default class'];
  return of(asked) === of(offered) ? [] : [`its storageClassName is '${of(asked)}', and that of the volume is '${of(offered)}'`];
}

function ofForm(asked: Place, offered: Place): readonly string[] {
  const modeOf = (spec: Place) => spec.text('volumeMode') ?? 'Filesystem';
  const size = bytes(asked.at('resources', 'requests', 'storage').value) ?? 0;
  const capacity = bytes(offered.at('capacity', 'storage').value);
  const modes = new Set(offered.items('accessModes').map(({ value }) => value));
  const lacking = asked.items('accessModes').find(({ value }) => !modes.has(value));
  return [
    ...(capacity !== undefined && size > capacity ? ['it asks for more than the volume has'] : []),
    ...(lacking ? [`the volume lacks access mode ${String(lacking.value)}`] : []),
    ...(modeOf(asked) === modeOf(offered) ? [] : [`its volumeMode is ${modeOf(asked)}, and that of the volume is ${modeOf(offered)}`]),
  ];
}
