import { parseQuantity } from '../../availability/quantity';
import type { KubernetesObject } from '../kubernetes-object';
import type { Place } from '../place';
import { podMakers } from '../pod';
import type { Complaint, Context, Rule } from '../rule';
import { claimsOf } from '../storage/claims';

const mebibyte = 2 ** 20;

/** No container runs in less: Docker's own minimum is 6 MiB. */
const leastMemory = 4 * mebibyte;

/** No file system fits into less. */
const leastStorage = mebibyte;

/** No machine has more cores or memory for one container. */
const mostCores = 512;
const mostMemory = 32 * 2 ** 40;

/** A limit this many times the request is a unit that was meant otherwise: Ki, Mi and Gi are 1024 apart. */
const widest = 500;

export const plausibleQuantity: Rule = {
  id: 'plausible-quantity',
  title: 'A quantity has a unit that makes sense',
  why: "The API server takes 512m of memory, which is half a byte: the container can't start. It takes 100 cores as well, and no node has them.",
  fix: 'Write the unit that is meant: 512Mi, 100m.',
  appliesTo: ['PersistentVolumeClaim', 'ResourceQuota', ...podMakers],
  *check(object, context) {
    for (const container of object.pod?.containers ?? []) yield* inContainer(container, context);
    for (const claim of claimsOf(object)) yield* sizes(claim.at('spec', 'resources', 'requests', 'storage'), leastStorage);
    for (const volume of object.pod?.spec.parts('volumes') ?? []) yield* sizes(volume.at('emptyDir', 'sizeLimit'), leastStorage);
    if (object.type === 'ResourceQuota') yield* inQuota(object);
  },
};

function* inContainer(container: Place, { largestNode }: Context): Iterable<Complaint> {
  for (const part of ['requests', 'limits']) {
    const resources = container.at('resources', part);
    yield* sizes(resources.at('memory'), leastMemory, Math.min(mostMemory, largestNode?.memory ?? mostMemory));
    yield* sizes(resources.at('ephemeral-storage'), leastStorage);
    yield* cores(resources.at('cpu'), Math.min(mostCores, largestNode?.cpu ?? mostCores), part);
  }
  for (const limit of container.parts('resources', 'limits')) {
    const request = container.at('resources', 'requests', limit.key).value;
    const ratio = (parseQuantity(limit.value) ?? 0) / (parseQuantity(request) || Number.POSITIVE_INFINITY);
    if (limit.key === 'cpu' || ratio < widest) continue;
    yield {
      at: limit,
      message: `the limit of ${limit.key}, ${limit.value}, is ${Math.round(ratio)} times the request of ${request}`,
      fix: 'write the unit that is meant',
    };
  }
}

function* inQuota({ root }: KubernetesObject): Iterable<Complaint> {
  for (const hard of root.parts('spec', 'hard')) {
    if (/(^|\.)memory$/.test(hard.key)) yield* sizes(hard, leastMemory);
    else if (/(^|\.)storage$/.test(hard.key)) yield* sizes(hard, leastStorage);
  }
}

function* sizes(at: Place, least: number, most = Number.POSITIVE_INFINITY): Iterable<Complaint> {
  const bytes = parseQuantity(at.value);
  if (bytes === undefined || bytes === 0 || (bytes >= least && bytes <= most)) return;
  const digits = /^\d+(\.\d+)?/.exec(String(at.value))?.[0] ?? '512';
  if (bytes > most) yield { at, message: `${at.value} is more than any node offers`, fix: 'write the unit that is meant, or less' };
  else
    yield {
      at,
      message: `${at.value} is ${bytes < 1 ? 'less than a byte' : `${bytes} bytes`}`,
      fix: `write the unit that is meant: ${digits}Mi or ${digits}Gi`,
    };
}

function* cores(at: Place, most: number, part: string): Iterable<Complaint> {
  const number = parseQuantity(at.value);
  if (number === undefined || number === 0) return;
  // A limit above what a node has limits nothing and harms nobody.
  if (number > (part === 'limits' ? mostCores : most)) {
    yield {
      at,
      message: `${at.value} is ${number} cores, more than any node offers`,
      fix: `write the unit that is meant, such as ${number}m`,
    };
  } else if (number < 0.001) {
    yield { at, message: `${at.value} is less than a thousandth of a core`, fix: 'write the unit that is meant, such as 100m' };
  }
}
