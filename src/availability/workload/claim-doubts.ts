import { claimNamesOf, claimsOf, claimTemplatesOf } from '../../manifests/claims';
import { idOf } from '../../manifests/identity';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';

/**
 * Annotations of claims that Kubernetes reads where it chooses a volume.
 *
 * Source: k8s.io/component-helpers v0.36.3, storage/volume, GetPersistentVolumeClaimClass; k8s.io/kubernetes, pkg/controller/volume/persistentvolume.
 */
const annotations: readonly string[] = [
  'volume.beta.kubernetes.io/storage-class',
  'volume.kubernetes.io/selected-node',
  'pv.kubernetes.io/bind-completed',
  'pv.kubernetes.io/bound-by-controller',
];

/** What manifests leave open of the claims that the pods of a workload mount, as sentences. */
export function claimDoubts(workload: WorkloadResource, index: ObjectIndex): readonly string[] {
  return [...annotated(workload, index), ...takenNames(workload, index)];
}

function annotated(workload: WorkloadResource, index: ObjectIndex): readonly string[] {
  const templates = claimsOf(workload).map((template) => ({ owner: idOf(workload), found: template.texts('metadata', 'annotations') }));
  const claims = claimNamesOf(workload).flatMap((place) => {
    const claim = index.find('PersistentVolumeClaim', workload.namespace, place.text() ?? '');
    return claim ? [{ owner: idOf(claim), found: claim.annotations }] : [];
  });
  const mounts = templates.length + claims.length > 0;
  const volumes = mounts ? index.ofType('PersistentVolume').map((it) => ({ owner: idOf(it), found: it.annotations })) : [];
  return [...templates, ...claims, ...volumes].flatMap(({ owner, found }) =>
    annotations
      .filter((annotation) => found.has(annotation) && (!owner.startsWith('PersistentVolume/') || annotation === annotations[0]))
      .map((annotation) => `annotation ${annotation} of ${owner} is not modelled`),
  );
}

/** A claim or a pod that has the name of one that a StatefulSet makes: it is used in its place, or keeps it away. */
function takenNames(workload: WorkloadResource, index: ObjectIndex): readonly string[] {
  if (workload.type !== 'StatefulSet.apps') return [];
  const templates = claimTemplatesOf(workload).map((template) => template.text('metadata', 'name') ?? '');
  const isOrdinal = (text: string) => /^\d+$/.test(text);
  const claims = index
    .ofType('PersistentVolumeClaim')
    .filter(({ namespace }) => namespace === workload.namespace)
    .filter(({ name }) =>
      templates.some((template) => {
        const start = `${template}-${workload.name}-`;
        return name.startsWith(start) && isOrdinal(name.slice(start.length));
      }),
    );
  const pods = index
    .ofType('Pod')
    .filter(({ namespace, name }) => namespace === workload.namespace && name.startsWith(`${workload.name}-`))
    .filter(({ name }) => isOrdinal(name.slice(workload.name.length + 1)));
  return [
    ...claims.map((claim) => `${idOf(claim)} takes the place of a claim that ${idOf(workload)} makes`),
    ...pods.map((pod) => `${idOf(pod)} has the name of a pod that ${idOf(workload)} makes`),
  ];
}
