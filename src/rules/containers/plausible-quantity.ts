import { claimsOf } from '../../manifests/claims';
import type { KubernetesObject } from '../../manifests/object';
import type { Place } from '../../manifests/place';
import { podMakers } from '../../manifests/pod';
import { parseQuantity } from '../../manifests/quantity';
import type { Complaint, Context, Rule } from '../rule';

const mebibyte = 2 ** 20;
const gibibyte = 2 ** 30;

/** No container runs in less memory: Docker's minimum is 6 MiB. A request may be lower. */
const leastLimit = 4 * mebibyte;
const leastRequest = mebibyte;

/** No file system fits in less. */
const leastStorage = mebibyte;

/** A scratch volume may hold only a socket or a token, but is never smaller than a page. */
const leastScratch = 4096;

/** No machine offers more cores or memory to one container. */
const mostCores = 512;
const mostMemory = 32 * 2 ** 40;

/** A limit this many times the request has a wrong unit. The closest pair of units, Mi and G, differs by a factor of 953. */
const widest = 900;

export const plausibleQuantity: Rule = {
  id: 'plausible-quantity',
  severity: 'error',
  title: 'Every quantity has a plausible unit',
  why: 'The API server accepts 512m of memory, half a byte, with which no container can start. It also accepts 1000 cores, which no node has.',
  fix: 'Correct the unit: 512Mi of memory, 100m of CPU.',
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
    // A limit above the size of a node is harmless, unless it is also the default of the request.
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

/** Only for sizes, not for counts such as cores. A request that is too small has its own finding. */
function* apart(limit: Place, request: Place): Iterable<Complaint> {
  const asked = parseQuantity(request.value) ?? 0;
  const ratio = (parseQuantity(limit.value) ?? 0) / asked;
  if (asked < mebibyte || ratio < widest) return;
  yield {
    at: limit,
    message: `${limit.key} limit ${limit.value} is ${Math.round(ratio)} times the request of ${request.value}`,
    fix: 'correct the unit of the limit or the request',
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
  const correct = 'correct the unit';
  if (bytes > most)
    yield { at, message: `${at.value} is more than any node offers`, fix: `${correct}, or write at most ${Math.floor(most / gibibyte)}Gi` };
  else if (bytes >= mebibyte)
    yield { at, message: `${at.value} is less than any program needs`, fix: `${correct}, for example ${digits}Gi, or write more` };
  else
    yield {
      at,
      message: `${at.value} is ${bytes < 1 ? 'less than a byte' : `${bytes} bytes`}`,
      fix: `${correct}, for example ${digits}Mi or ${digits}Gi`,
    };
}

function* cores(at: Place, most: number): Iterable<Complaint> {
  const number = parseQuantity(at.value);
  if (number === undefined || number === 0) return;
  if (number > most) {
    yield {
      at,
      message: `${at.value} is ${number} cores, more than any node offers`,
      fix: `correct the unit, for example ${number < 10 ? 100 : number}m, or write at most ${most}`,
    };
  } else if (number < 0.001) {
    yield { at, message: `${at.value} is less than 1m, a thousandth of a core`, fix: 'correct the unit, for example 100m' };
  }
}
