import { claimNamesOf, claimsOf } from '../claims';
import type { KubernetesObject } from '../object';
import type { ObjectIndex } from '../object-index';
import type { Place } from '../place';
import type { ProgramSetting } from './program-setting';

/** The servers of the file systems that an object's pods mount: what hangs while they are away. */
export function volumeServers(object: KubernetesObject, index: ObjectIndex): readonly ProgramSetting[] {
  const volumes = object.pod?.spec.items('volumes') ?? [];
  const named = claimNamesOf(object).flatMap((it) => index.find('PersistentVolumeClaim', object.namespace, it.text() ?? '')?.root ?? []);
  const claims = [...claimsOf(object), ...named];
  return [
    ...volumes.flatMap((volume) => serversIn(volume, `volumes.${volume.text('name')}`)),
    ...claims.flatMap((claim) => [...serversOfVolume(claim, index), ...serversOfClass(claim, index)]),
  ];
}

function serversOfVolume(claim: Place, index: ObjectIndex): readonly ProgramSetting[] {
  const name = claim.text('spec', 'volumeName') ?? '';
  const volume = index.find('PersistentVolume', '', name);
  return volume ? serversIn(volume.root.at('spec'), `PersistentVolume ${name}`) : [];
}

function serversOfClass(claim: Place, index: ObjectIndex): readonly ProgramSetting[] {
  const name = claim.text('spec', 'storageClassName') ?? '';
  const parameters = index.find('StorageClass.storage.k8s.io', '', name)?.root.at('parameters');
  return parameters ? serverAt(parameters.at('server'), `StorageClass ${name}.server`) : [];
}

/** Source: kubernetes.io, Volumes, nfs; kubernetes-csi/csi-driver-nfs, docs/driver-parameters.md. */
function serversIn(volume: Place, where: string): readonly ProgramSetting[] {
  return [
    ...serverAt(volume.at('nfs', 'server'), `${where}.nfs.server`),
    ...serverAt(volume.at('csi', 'volumeAttributes', 'server'), `${where}.csi.volumeAttributes.server`),
  ];
}

function serverAt(at: Place, name: string): readonly ProgramSetting[] {
  const text = at.text();
  return text === undefined ? [] : [{ at, name, text, isNamed: true }];
}
