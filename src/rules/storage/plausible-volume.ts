import { claimsOf, claimTemplatesOf } from '../../manifests/claims';
import type { KubernetesObject } from '../../manifests/object';
import type { Place } from '../../manifests/place';
import { podMakers } from '../../manifests/pod';
import { inMebibytes, parseQuantity } from '../../manifests/quantity';
import { podCeiling } from '../../manifests/requests';
import type { Complaint, Rule } from '../rule';

/** The largest volume that one node can have from AWS, Azure, Google or DigitalOcean. */
const largest = 64 * 2 ** 40;

/** A program that holds state in this many times the memory that it has disk was meant to have another unit of it. */
const widest = 16;

export const plausibleVolume: Rule = {
  id: 'plausible-volume',
  severity: 'warning',
  title: 'The size of a volume fits the pod that uses it',
  why: 'A disk of 100Mi in place of 100Gi is full within minutes, and a scratch volume above what its pod may write ends with the eviction of the pod.',
  fix: 'Write the unit that is meant.',
  appliesTo: ['PersistentVolumeClaim', ...podMakers],
  *check(object) {
    for (const claim of claimsOf(object)) yield* tooLarge(claim);
    yield* tooSmall(object);
    for (const volume of object.pod?.spec.parts('volumes') ?? []) yield* unreachable(volume.at('emptyDir'), object);
  },
};

function* tooLarge(claim: Place): Iterable<Complaint> {
  const at = sizeOf(claim);
  const modes = claim.parts('spec', 'accessModes').map(({ value }) => value);
  if (modes.includes('ReadWriteMany') || (parseQuantity(at.value) ?? 0) <= largest) return;
  yield { at, message: `${at.value} is more than any disk of one node has`, fix: 'write the unit that is meant' };
}

/** Of the volumes of a StatefulSet the largest holds its state; the others may be small. */
function* tooSmall(object: KubernetesObject): Iterable<Complaint> {
  const sizes = claimTemplatesOf(object).map(sizeOf);
  const disk = Math.max(...sizes.map((size) => parseQuantity(size.value) ?? Number.POSITIVE_INFINITY));
  const memory = Math.max(0, ...(object.pod?.spec.parts('containers') ?? []).map((container) => limitOf(container) ?? 0));
  const at = sizes.find((size) => parseQuantity(size.value) === disk);
  if (!at || memory < disk * widest) return;
  yield {
    at,
    message: `${at.value} of disk is ${Math.round(memory / disk)} times less than the memory of the pod`,
    fix: 'write the unit that is meant',
  };
}

/** A volume counts as the pod's memory or as its disk. */
function* unreachable(volume: Place, { pod }: KubernetesObject): Iterable<Complaint> {
  const at = volume.at('sizeLimit');
  const size = parseQuantity(at.value);
  const resource = volume.text('medium') === 'Memory' ? 'memory' : 'ephemeral-storage';
  const limit = pod && podCeiling(pod.spec, resource);
  if (size === undefined || limit === undefined || size <= limit) return;
  const fix = 'lower it below the limit, or raise the limit; is it the unit?';
  yield { at, message: `${at.value} is more than the containers may take of ${resource}: ${inMebibytes(limit, Math.floor)}`, fix };
}

function sizeOf(claim: Place): Place {
  return claim.at('spec', 'resources', 'requests', 'storage');
}

function limitOf(container: Place): number | undefined {
  return parseQuantity(container.at('resources', 'limits', 'memory').value);
}
