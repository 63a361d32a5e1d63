import { claimsOf } from '../../manifests/claims';
import type { KubernetesObject } from '../../manifests/object';
import type { Place } from '../../manifests/place';
import { podMakers } from '../../manifests/pod';
import { parseQuantity } from '../../manifests/quantity';
import type { Complaint, Context, Rule } from '../rule';

const mebibyte = 2 ** 20;
const gibibyte = 2 ** 30;

/** No container runs in less: Docker's own minimum is 6 MiB. It may ask for less than it takes. */
const leastLimit = 4 * mebibyte;
const leastRequest = mebibyte;

/** No file system fits into less. */
const leastStorage = mebibyte;

/** A scratch volume may hold a socket and a token, but not less than a page. */
const leastScratch = 4096;

/** No machine has more cores or memory for one container. */
const mostCores = 512;
const mostMemory = 32 * 2 ** 40;

/** A limit this many times the request is a unit that was meant otherwise: Mi and G, which are closest, are 953 apart. */
const widest = 900;

export const plausibleQuantity: Rule = {
  id: 'plausible-quantity',
  severity: 'error',
  title: 'A quantity has a unit that makes sense',
  why: "The API server takes 512m of memory, which is half a byte: the container can't start. It takes 100 cores as well, and no node has them.",
  fix: 'Write the unit that is meant: 512Mi, 100m.',
  appliesTo: ['PersistentVolumeClaim', 'ResourceQuota', ...podMakers],
  *check(object, context) {
    for (const container of object.pod?.containers ?? []) yield* inContainer(container, context);
    for (const claim of claimsOf(object)) yield* sizes(claim.at('spec', 'resources', 'requests', 'storage'), leastStorage);
    for (const volume of object.pod?.spec.parts('volumes') ?? []) yield* sizes(volume.at('emptyDir', 'sizeLimit'), leastScratch);
    if (object.type === 'ResourceQuota') yield* inQuota(object);
  },
};

function* inContainer(container: Place, { largestNode }: Context): Iterable<Complaint> {
  const requests = container.at('resources', 'requests');
  const limits = container.at('resources', 'limits');
  for (const part of [requests, limits]) {
    // A limit above what a node has limits nothing and harms nobody, unless it stands for the request too.
    const node = (name: string) => (part === requests || !requests.at(name).isThere ? largestNode : undefined);
    yield* sizes(
      part.at('memory'),
      part === requests ? leastRequest : leastLimit,
      Math.min(mostMemory, node('memory')?.memory ?? mostMemory),
    );
    yield* sizes(part.at('ephemeral-storage'), leastStorage);
    yield* cores(part.at('cpu'), Math.min(mostCores, node('cpu')?.cpu ?? mostCores));
  }
  for (const limit of limits.parts()) yield* apart(limit, requests.at(limit.key));
}

/** Of sizes, not of counts such as cores; a request that is too small has been found as such. */
function* apart(limit: Place, request: Place): Iterable<Complaint> {
  const asked = parseQuantity(request.value) ?? 0;
  const ratio = (parseQuantity(limit.value) ?? 0) / asked;
  if (asked < mebibyte || ratio < widest) return;
  yield {
    at: limit,
    message: `the limit of ${limit.key}, ${limit.value}, is ${Math.round(ratio)} times the request of ${request.value}`,
    fix: 'write the unit that is meant, in the one or the other',
  };
}

function* inQuota({ root }: KubernetesObject): Iterable<Complaint> {
  for (const hard of root.parts('spec', 'hard')) {
    if (/(^|\.)memory$/.test(hard.key)) yield* sizes(hard, leastLimit);
    else if (/(^|\.)storage$/.test(hard.key)) yield* sizes(hard, leastStorage);
  }
}

function* sizes(at: Place, least: number, most = Number.POSITIVE_INFINITY): Iterable<Complaint> {
  const bytes = parseQuantity(at.value);
  if (bytes === undefined || bytes === 0 || (bytes >= least && bytes <= most)) return;
  const digits = /^\d+(\.\d+)?/.exec(String(at.value))?.[0] ?? '512';
  const meant = 'write the unit that is meant';
  if (bytes > most)
    yield { at, message: `${at.value} is more than any node offers`, fix: `${meant}, or at most ${Math.floor(most / gibibyte)}Gi` };
  else if (bytes >= mebibyte) yield { at, message: `${at.value} is less than any program needs`, fix: `${meant}, ${digits}Gi, or more` };
  else
    yield {
      at,
      message: `${at.value} is ${bytes < 1 ? 'less than a byte' : `${bytes} bytes`}`,
      fix: `${meant}: ${digits}Mi or ${digits}Gi`,
    };
}

function* cores(at: Place, most: number): Iterable<Complaint> {
  const number = parseQuantity(at.value);
  if (number === undefined || number === 0) return;
  if (number > most) {
    yield {
      at,
      message: `${at.value} is ${number} cores, more than any node offers`,
      fix: `write the unit that is meant, such as ${number < 10 ? 100 : number}m, or at most ${most}`,
    };
  } else if (number < 0.001) {
    yield { at, message: `${at.value} is less than a thousandth of a core`, fix: 'write the unit that is meant, such as 100m' };
  }
}
