import { claimNamesOf, claimTemplatesOf } from '../../manifests/claims';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';

/** A claim that pods of a workload mount. */
export interface MountedClaim {
  /** `own`: each pod has one that outlives it. `ephemeral`: each pod has one that ends with it. `shared`: all pods mount one. */
  readonly held: 'own' | 'ephemeral' | 'shared';
  /** What it asks for; undefined where the claim is not in the manifests. */
  readonly spec?: Place;
  /** Its name, or that of its template or volume. */
  readonly name: string;
  /** The volume of the pod that it is. */
  readonly volume: string;
  readonly object?: KubernetesObject;
}

const known = new WeakMap<WorkloadResource, { readonly index: ObjectIndex; readonly claims: readonly MountedClaim[] }>();

/** The claims that the pods of a workload mount. Many questions about it begin with them. */
export function mountedClaims(workload: WorkloadResource, index: ObjectIndex): readonly MountedClaim[] {
  const before = known.get(workload);
  if (before?.index === index) return before.claims;
  const claims = claimsMountedBy(workload, index);
  known.set(workload, { index, claims });
  return claims;
}

function claimsMountedBy(workload: WorkloadResource, index: ObjectIndex): readonly MountedClaim[] {
  const own = claimTemplatesOf(workload).map((template): MountedClaim => {
    const name = template.text('metadata', 'name') ?? '';
    return { held: 'own', name, volume: name, spec: template.at('spec') };
  });
  const templates = new Set(own.map(({ name }) => name));
  const ephemeral = workload.pod.spec.items('volumes').flatMap((volume): readonly MountedClaim[] => {
    const template = volume.at('ephemeral', 'volumeClaimTemplate');
    const name = volume.text('name') ?? '';
    return template.isThere ? [{ held: 'ephemeral', name, volume: name, spec: template.at('spec') }] : [];
  });
  const shared = claimNamesOf(workload).flatMap((place): readonly MountedClaim[] => {
    const name = place.text() ?? '';
    const object = index.find('PersistentVolumeClaim', workload.namespace, name);
    // A StatefulSet's template takes the place of a volume of its name.
    const volume = workload.pod.spec.at(...place.path.slice(workload.pod.spec.path.length, -2)).text('name') ?? '';
    return templates.has(volume) ? [] : [{ held: 'shared', name, volume, object, spec: object?.root.at('spec') }];
  });
  return [...own, ...ephemeral, ...shared];
}

/** What those claims ask for that are in the manifests. */
export function claimSpecsOf(workload: WorkloadResource, index: ObjectIndex): readonly Place[] {
  return mountedClaims(workload, index).flatMap(({ spec }) => spec ?? []);
}

/** Whether one pod or one node at a time may use a claim; a volume that every node reaches is attached to none, so that nobody counts its nodes. */
export function exclusivityOf(spec: Place): 'pod' | 'node' | 'none' {
  const modes = spec.items('accessModes').map(({ value }) => value);
  if (modes.includes('ReadWriteOncePod')) return 'pod';
  return modes.includes('ReadWriteOnce') && !modes.includes('ReadWriteMany') && !modes.includes('ReadOnlyMany') ? 'node' : 'none';
}
