import { refusedObject } from '../../manifests/annotations';
import type { KubernetesObject } from '../../manifests/object';
import { type Path, pathOf } from '../../manifests/pointer';
import { isObject } from '../../manifests/value';
import { refusedIn } from '../../rules';
import { kubernetesVersions, type SchemaFinding, validate } from '../../schema';
import type { Difference } from '../comparison/difference';
import type { Effect } from './rules';

/** Something that the API server refuses in an object as it is. */
interface Refusal {
  readonly path: Path;
  readonly effect: Effect;
}

/** Problems that every server refuses. */
const problems: readonly SchemaFinding['problem'][] = ['out-of-range', 'not-in-enum', 'syntax', 'exclusive'];

/**
 * Problems that every server refuses in its own types, if its schema is that of the known releases: a field that it doesn't have, one that it needs, and a
 * value that can't be decoded. An apply of kubectl and of Argo CD asks for that by default, and a server-side apply knows no other way.
 */
const strict: readonly SchemaFinding['problem'][] = ['unknown-field', 'wrong-type', 'removed-api', 'missing'];
const own = /^(v\d\w*|(apps|autoscaling|batch|policy|(networking|rbac\.authorization|scheduling|storage)\.k8s\.io)\/\w+)$/;

/** The refusals of objects that were asked for before. */
const known = new WeakMap<KubernetesObject, readonly Refusal[]>();

function refusalsOf(object: KubernetesObject): readonly Refusal[] {
  const found = known.get(object) ?? [...schemaRefusals(object), ...ruleRefusals(object)];
  known.set(object, found);
  return found;
}

/** @param value the object, or a part of it */
function schemaRefusals(object: KubernetesObject, value = object.root.value): readonly Refusal[] {
  const { document } = object;
  const [oldest, newest] = [kubernetesVersions.at(0), kubernetesVersions.at(-1)];
  if (oldest === undefined || newest === undefined) return [];
  const all = validate(value, newest);
  const isStrict = isOwn(object) && all.some(({ problem }) => strict.includes(problem));
  const always = isStrict ? new Set(validate(value, oldest).map(placed)) : undefined;
  const isCertain = (it: SchemaFinding) => strict.includes(it.problem) && always?.has(placed(it)) && !isLater(it) && !isAdded(it);
  // Kustomize adds fields to its sources.
  const isAdded = ({ problem }: SchemaFinding) => problem === 'missing' && document.isKustomized === true;
  return all
    .filter((it) => problems.includes(it.problem) || isCertain(it))
    .map(({ pointer, message, fix }) => refusal(pathOf(pointer), message, fix));
}

/** The refusals of its metadata alone, without the time that the rest takes. */
function metadataRefusals(object: KubernetesObject): readonly Refusal[] {
  const { apiVersion, kind, metadata } = isObject(object.root.value) ? object.root.value : {};
  return schemaRefusals(object, { apiVersion, kind, metadata }).filter(({ path }) => path[0] === 'metadata');
}

/** Whether the server has the type itself. What a server has stored may have the fields of a newer one. */
function isOwn({ apiVersion, document }: KubernetesObject): boolean {
  return own.test(apiVersion) && document.isStored !== true;
}

/** An API version that no known release has may be that of a later one. */
function isLater({ problem, message }: SchemaFinding): boolean {
  return problem === 'removed-api' && !message.includes('(removed in ');
}

function placed({ pointer, problem }: SchemaFinding): string {
  return `${problem} ${pointer}`;
}

/** What two fields, or two items of a list, have against each other. */
function ruleRefusals(object: KubernetesObject): readonly Refusal[] {
  if (!isOwn(object)) return [];
  return refusedIn(object).map(({ at, message, fix, isServerSide }) =>
    refusal(at.path, message, fix, isServerSide ? 'a server-side apply of it' : 'it'),
  );
}

function refusal(path: Path, message: string, fix: string, what = 'it'): Refusal {
  return { path, effect: { consequence: 'refused', because: `the API server refuses ${what}: ${message}`, fix, risk: refusedObject } };
}

/** Why the API server refuses an object as it is; undefined if nothing is known against it. */
export function refusalOf(object: KubernetesObject): Effect | undefined {
  return refusalsOf(object)[0]?.effect;
}

/**
 * Why it refuses what differs, by the difference that is to blame: the one at the place, or else the nearest to it. What was there before the change isn't
 * told, since the server has it.
 */
export function refusalsBetween(
  before: KubernetesObject,
  after: KubernetesObject,
  differences: readonly Difference[],
): ReadonlyMap<Difference, Effect> {
  const blamed = new Map<Difference, Effect>();
  // What is wrong elsewhere was wrong before.
  const isMetadata = differences.every(({ place }) => place[0] === 'metadata');
  for (const { path, effect } of isMetadata ? metadataRefusals(after) : refusalsOf(after)) {
    const nearest = differences.reduce((best, it) => (shared(it.place, path) > shared(best.place, path) ? it : best));
    const isThere = shared(nearest.place, path) === nearest.place.length;
    if (!isThere && isDropped(before, nearest, path)) continue;
    if (!isThere && refusalsOf(before).some((it) => it.effect.because === effect.because)) continue;
    if (!blamed.has(nearest)) blamed.set(nearest, effect);
  }
  return blamed;
}

/**
 * Fields that the server drops when the type of a Service changes to one that doesn't take them, unless they change too.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/registry/core/service, dropTypeDependentFields.
 */
const droppedWithType: readonly unknown[] = ['allocateLoadBalancerNodePorts', 'externalTrafficPolicy', 'loadBalancerClass', 'ports'];

function isDropped({ type }: KubernetesObject, { place }: Difference, [, field]: Path): boolean {
  return type === 'Service' && place.join('.') === 'spec.type' && droppedWithType.includes(field);
}

/** The number of steps that two paths have in common. */
function shared(one: Path, other: Path): number {
  const end = one.findIndex((step, index) => String(step) !== String(other[index]));
  return end === -1 ? one.length : end;
}
