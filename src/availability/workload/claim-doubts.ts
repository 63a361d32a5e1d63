import { type Cluster, mostNodes } from '../../cluster/cluster';
import { claimNamesOf, claimsOf } from '../../manifests/claims';
import { idOf } from '../../manifests/identity';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { givesName, otherUsers } from './claim-users';
import { exclusivityOf, type MountedClaim, mountedClaims } from './claims';
import { sourceOf } from './volume-source';

/**
 * Annotations of claims that Kubernetes reads where it chooses a volume.
 *
 * Source: k8s.io/component-helpers v0.36.3, storage/volume, GetPersistentVolumeClaimClass; k8s.io/kubernetes, pkg/controller/volume/persistentvolume.
 */
const classAnnotation = 'volume.beta.kubernetes.io/storage-class';
const annotations: readonly string[] = [
  classAnnotation,
  'volume.kubernetes.io/selected-node',
  'pv.kubernetes.io/bind-completed',
  'pv.kubernetes.io/bound-by-controller',
];

const knownOfVolumes = new WeakMap<ObjectIndex, readonly string[]>();

/** What manifests leave open of the claims that the pods of a workload mount, as sentences. */
export function claimDoubts(workload: WorkloadResource, index: ObjectIndex, cluster: Cluster): readonly string[] {
  return [...annotated(workload, index), ...takenNames(workload, index), ...usedByOthers(workload, index, cluster)];
}

function annotated(workload: WorkloadResource, index: ObjectIndex): readonly string[] {
  const templates = claimsOf(workload).map((template) => doubtsOf(idOf(workload), template.texts('metadata', 'annotations')));
  const claims = claimNamesOf(workload).flatMap((place) => {
    const claim = index.find('PersistentVolumeClaim', workload.namespace, place.text() ?? '');
    return claim ? [doubtsOf(idOf(claim), claim.annotations)] : [];
  });
  if (templates.length + claims.length === 0) return [];
  return [...templates, ...claims, doubtsOfVolumes(index)].flat();
}

function doubtsOf(owner: string, found: ReadonlyMap<string, string>, read = annotations): readonly string[] {
  return read.filter((annotation) => found.has(annotation)).map((annotation) => `annotation ${annotation} of ${owner} is not modelled`);
}

/** Any claim may take a volume whose class only an annotation gives. All claims have the same doubts, so the volumes are read once. */
function doubtsOfVolumes(index: ObjectIndex): readonly string[] {
  const known =
    knownOfVolumes.get(index) ??
    index.ofType('PersistentVolume').flatMap((volume) => doubtsOf(idOf(volume), volume.annotations, [classAnnotation]));
  knownOfVolumes.set(index, known);
  return known;
}

/**
 * A claim or a pod that has the name of one that a StatefulSet makes: it is used in its place, or keeps it away.
 *
 * Source: k8s.io/component-helpers v0.36.3, storage/ephemeral, VolumeIsForPod: an ephemeral volume takes no claim that its pod does not own. The scheduler asks it in
 * pkg/scheduler/framework/plugins/volumebinding/volume_binding.go and the kubelet in pkg/kubelet/volumemanager/populator (k8s.io/kubernetes v1.36.3).
 */
function takenNames(workload: WorkloadResource, index: ObjectIndex): readonly string[] {
  if (workload.type !== 'StatefulSet.apps') return [];
  const isOrdinal = (text: string) => /^\d+$/.test(text);
  const claims = index
    .ofType('PersistentVolumeClaim')
    .filter(({ namespace, name }) => namespace === workload.namespace && givesName(workload, index, name));
  const pods = index
    .ofType('Pod')
    .filter(({ namespace, name }) => namespace === workload.namespace && name.startsWith(`${workload.name}-`))
    .filter(({ name }) => isOrdinal(name.slice(workload.name.length + 1)));
  return [
    ...claims.map((claim) => `${idOf(claim)} takes the place of a claim that ${idOf(workload)} makes`),
    ...pods.map((pod) => `${idOf(pod)} has the name of a pod that ${idOf(workload)} makes`),
  ];
}

/**
 * Pods of others that mount the claim of a pod: its disk stays attached to their node while they run, and the pod waits elsewhere; or they choose the place of its disk.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/volume/attachdetach/reconciler/reconciler.go, attachDesiredVolumes, and util/util.go, IsMultiAttachAllowed;
 * pkg/scheduler/framework/plugins/volumerestrictions/volume_restrictions.go, satisfyReadWriteOncePod.
 */
function usedByOthers(workload: WorkloadResource, index: ObjectIndex, cluster: Cluster): readonly string[] {
  return mountedClaims(workload, index)
    .filter((claim) => claim.held !== 'shared' && isHeldByUsers(claim, workload, index, cluster))
    .flatMap((claim) =>
      otherUsers(claim, workload, index).map(
        (other) =>
          `${idOf(other)} uses a claim that ${idOf(workload)} makes for one of its pods (${claim.name}), which may wait for its volume`,
      ),
    );
}

/** Whether the pods that use a claim keep others away from its volume. */
function isHeldByUsers(claim: MountedClaim, workload: WorkloadResource, index: ObjectIndex, cluster: Cluster): boolean {
  const only = claim.spec ? exclusivityOf(claim.spec) : 'node';
  if (only === 'pod') return true;
  const { reach, attached, mayAttach } = sourceOf(claim, workload, index);
  return mostNodes(cluster) > 1 && (reach !== 'everywhere' || (only === 'node' && (attached === true || mayAttach === true)));
}
