import { claimsOf, claimTemplatesOf } from '../../manifests/claims';
import type { KubernetesObject } from '../../manifests/object';
import type { Place } from '../../manifests/place';
import { podMakers } from '../../manifests/pod';
import { inMebibytes, parseQuantity } from '../../manifests/quantity';
import { podCeiling } from '../../manifests/requests';
import type { Complaint, Rule } from '../rule';

/** The largest volume that AWS, Azure, Google or DigitalOcean attach to a node. */
const largest = 64 * 2 ** 40;

/** If a stateful pod has this many times as much memory as disk, the unit of the disk is wrong. */
const widest = 16;

export const plausibleVolume: Rule = {
  id: 'plausible-volume',
  severity: 'warning',
  title: 'Every volume has a plausible size',
  why: 'A disk of 100Mi instead of 100Gi fills up within minutes. A scratch volume larger than the limits of its pod gets the pod evicted or killed before it is full.',
  fix: 'Correct the unit.',
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
  yield { at, message: `${at.value} is larger than any disk of a single node`, fix: 'correct the unit' };
}

/** The largest volume of a StatefulSet holds its state; the others may be small. */
function* tooSmall(object: KubernetesObject): Iterable<Complaint> {
  const sizes = claimTemplatesOf(object).map(sizeOf);
  const disk = Math.max(...sizes.map((size) => parseQuantity(size.value) ?? Number.POSITIVE_INFINITY));
  const memory = Math.max(0, ...(object.pod?.spec.parts('containers') ?? []).map((container) => limitOf(container) ?? 0));
  const at = sizes.find((size) => parseQuantity(size.value) === disk);
  if (!at || memory < disk * widest) return;
  yield {
    at,
    message: `the memory limit is ${Math.round(memory / disk)} times the disk size, ${at.value}`,
    fix: 'correct the unit',
  };
}

/** An emptyDir counts against the memory or the ephemeral storage of the pod. */
function* unreachable(volume: Place, { pod }: KubernetesObject): Iterable<Complaint> {
  const at = volume.at('sizeLimit');
  const size = parseQuantity(at.value);
  const resource = volume.text('medium') === 'Memory' ? 'memory' : 'ephemeral-storage';
  const limit = pod && podCeiling(pod.spec, resource);
  if (size === undefined || limit === undefined || size <= limit) return;
  const fix = 'lower it below the limits, raise the limits, or correct the unit';
  yield {
    at,
    message: `sizeLimit ${at.value} exceeds the ${resource} limits of the containers, ${inMebibytes(limit, Math.floor)} in total`,
    fix,
  };
}

function sizeOf(claim: Place): Place {
  return claim.at('spec', 'resources', 'requests', 'storage');
}

function limitOf(container: Place): number | undefined {
  return parseQuantity(container.at('resources', 'limits', 'memory').value);
}
