import { claimNamesOf } from '../../manifests/claims';
import { append } from '../../manifests/multimap';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { type MountedClaim, mountedClaims } from './claims';
import { isOfUnknownKind } from './unknown-makers';

/** The names of some claims: the ordinal of a pod stands between the parts, or nothing does where there is no end. */
interface ClaimNames {
  readonly start: string;
  readonly end?: string;
}

interface User extends ClaimNames {
  readonly by: KubernetesObject;
}

const known = new WeakMap<ObjectIndex, ReadonlyMap<string, readonly User[]>>();

/** Whatever else of the manifests mounts a claim of a workload, or makes one of the same name. */
export function otherUsers(claim: MountedClaim, workload: WorkloadResource, index: ObjectIndex): readonly KubernetesObject[] {
  const users = known.get(index) ?? usersIn(index);
  known.set(index, users);
  const names = namesOf(claim, workload);
  // An object of an unknown kind without a namespace may be in any.
  const near = [...(users.get(workload.namespace) ?? []), ...(users.get('') ?? [])];
  return [
    ...new Set(
      near
        .filter(({ by }) => by !== workload)
        .filter((user) => names.some((it) => meet(it, user)))
        .map(({ by }) => by),
    ),
  ];
}

/** Whether a StatefulSet gives a name to one of its claims: any ordinal counts. */
export function givesName(workload: WorkloadResource, index: ObjectIndex, name: string): boolean {
  return mountedClaims(workload, index)
    .filter(({ held }) => held !== 'shared')
    .some((claim) => namesOf(claim, workload).some((it) => isAmong(it, name)));
}

function usersIn(index: ObjectIndex): ReadonlyMap<string, readonly User[]> {
  const users = new Map<string, User[]>();
  for (const object of index.objects) {
    const workload = index.workload(object);
    const mounted = workload
      ? claimNamesOf(workload).map((place) => place.text() ?? '')
      : isOfUnknownKind(object)
        ? claimNamesWithin(object.root.value)
        : [];
    for (const start of mounted) append(users, object.namespace, { by: workload ?? object, start });
    if (workload?.type !== 'StatefulSet.apps') continue;
    for (const claim of mountedClaims(workload, index))
      if (claim.held !== 'shared')
        for (const names of namesOf(claim, workload)) append(users, object.namespace, { by: workload, ...names });
  }
  return users;
}

/** Names of pods that aren't a StatefulSet's are random, and so are those of their claims. */
function namesOf({ held, name }: MountedClaim, workload: WorkloadResource): readonly ClaimNames[] {
  if (held === 'shared') return [{ start: name }];
  if (workload.type !== 'StatefulSet.apps') return [];
  return [held === 'own' ? { start: `${name}-${workload.name}-`, end: '' } : { start: `${workload.name}-`, end: `-${name}` }];
}

/** Any string called `claimName` at any depth. What YAML's aliases share is looked at once. */
function claimNamesWithin(root: unknown): readonly string[] {
  const names: string[] = [];
  const seen = new Set<unknown>();
  const open = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    for (const [field, part] of Object.entries(value)) {
      if (field === 'claimName' && typeof part === 'string') names.push(part);
      open.push(part ?? null);
    }
  }
  return names;
}

/** Whether there is a name that is among both: an ordinal is the other's as well, or lies in what the other writes. */
function meet(one: ClaimNames, other: ClaimNames): boolean {
  if (one.end === undefined) return isAmong(other, one.start);
  const ordinals = ['0', ...(`${other.start} ${other.end ?? ''}`.match(/\d+/g) ?? [])];
  return ordinals.some((ordinal) => isAmong(other, `${one.start}${ordinal}${one.end}`));
}

function isAmong({ start, end }: ClaimNames, name: string): boolean {
  if (end === undefined) return name === start;
  return name.startsWith(start) && name.endsWith(end) && /^\d+$/.test(name.slice(start.length, name.length - end.length));
}
