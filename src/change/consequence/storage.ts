import { claimTemplatesOf } from '../../manifests/claims';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import { parseQuantity } from '../../manifests/quantity';
import type { Difference } from '../comparison/difference';
import type { Effect, FieldRule, Versions } from './rules';

const SIZE = 'spec.resources.requests.storage';

/** Where snapshots say what becomes of them. */
const snapshotPolicies = [
  ['VolumeSnapshotContent', 'spec.deletionPolicy', 'the snapshot is deleted with its VolumeSnapshot'],
  ['VolumeSnapshotClass', 'deletionPolicy', 'snapshots taken from now on are deleted with their VolumeSnapshot'],
] as const;

/** What becomes of a volume whose claim is deleted, by its reclaim policy; with Retain, and by default, it stays. */
const reclaimed: ReadonlyMap<unknown, string> = new Map([
  ['Delete', 'the disk is deleted with the claim'],
  ['Recycle', 'every file of the volume is deleted with the claim'],
]);

/** What a change of storage does, besides what is immutable. */
export const storageRules: readonly FieldRule[] = [
  { types: ['PersistentVolumeClaim'], field: SIZE, effect: resized },
  { types: ['StatefulSet.apps'], field: `spec.volumeClaimTemplates.*.${SIZE}`, effect: resizedTemplate },
  {
    types: ['StatefulSet.apps'],
    field: 'spec.persistentVolumeClaimRetentionPolicy',
    effect: ({ after }) =>
      after === 'Delete'
        ? {
            consequence: 'data at risk',
            because: 'the claims, and with them the volumes, are deleted with the StatefulSet or when it has fewer replicas',
            fix: 'keep `Retain`',
          }
        : undefined,
  },
  {
    types: ['PersistentVolume'],
    field: 'spec.persistentVolumeReclaimPolicy',
    effect: ({ before, after }) => {
      const because = reclaimed.get(after);
      return because === undefined || reclaimed.has(before) ? undefined : { consequence: 'data at risk', because, fix: 'keep `Retain`' };
    },
  },
  ...snapshotPolicies.map(
    ([type, field, because]): FieldRule => ({
      types: [`${type}.snapshot.storage.k8s.io`],
      field,
      effect: ({ after }) => (after === 'Delete' ? { consequence: 'data at risk', because, fix: 'keep `Retain`' } : undefined),
    }),
  ),
  {
    types: ['StatefulSet.apps'],
    field: 'spec.ordinals',
    effect: (_, { after }) =>
      claimTemplatesOf(after).length > 0
        ? {
            consequence: 'data at risk',
            because: 'pods get other names, and with them other, empty claims',
            fix: 'keep spec.ordinals.start',
          }
        : undefined,
  },
  {
    types: ['StatefulSet.apps'],
    field: 'spec.replicas',
    effect: (_, versions) => (losesClaims(versions) ? lostClaims : undefined),
  },
];

const lostClaims: Effect = {
  consequence: 'data at risk',
  because: 'fewer replicas: persistentVolumeClaimRetentionPolicy.whenScaled is Delete, so the claims of the pods that go are deleted',
  fix: 'set whenScaled to `Retain` first',
};

function losesClaims({ before, after }: Versions): boolean {
  const replicas = (object: KubernetesObject) => object.root.count('spec', 'replicas') ?? 1;
  const isDeleted = after.root.text('spec', 'persistentVolumeClaimRetentionPolicy', 'whenScaled') === 'Delete';
  return isDeleted && replicas(after) < replicas(before) && claimTemplatesOf(after).length > 0;
}

function resized({ before, after }: Difference, { after: claim, head }: Versions): Effect {
  if (!isGrowth(before, after))
    return {
      consequence: 'refused',
      because: 'the API server refuses it: a claim never shrinks',
      fix: 'create a smaller claim, and copy the data',
      risk: 'claim-size',
    };
  const expands = expansionOf(claim, head);
  if (expands === false)
    return {
      consequence: 'refused',
      because: 'the API server refuses it: the StorageClass has no `allowVolumeExpansion: true`',
      fix: 'set it there first',
      risk: 'claim-size',
    };
  return { consequence: 'in place', because: `the volume grows${expands ? '' : ' if its StorageClass allows expansion'}` };
}

function resizedTemplate({ before, after }: Difference): Effect {
  const because = 'the API server refuses it: claim templates are immutable';
  if (isGrowth(before, after))
    return {
      consequence: 'refused',
      because,
      fix: 'patch the claims, delete the StatefulSet with `--cascade=orphan`, and apply again',
      risk: 'claim-size',
    };
  return {
    consequence: 'refused',
    because: `${because}, and a claim never shrinks`,
    fix: 'move the data to a StatefulSet of another name with smaller claims',
    risk: 'claim-size',
  };
}

export function isGrowth(before: unknown, after: unknown): boolean {
  const [old, next] = [parseQuantity(before), parseQuantity(after)];
  return old !== undefined && next !== undefined && next > old;
}

/** Whether the class of a claim lets it grow; undefined if the class isn't in the manifests. */
function expansionOf(claim: KubernetesObject, index: ObjectIndex): boolean | undefined {
  const name = claim.root.text('spec', 'storageClassName');
  const found = name === undefined ? undefined : index.find('StorageClass.storage.k8s.io', '', name);
  return found && found.root.at('allowVolumeExpansion').value === true;
}
