import { changeBetween } from '../change/change';
import type { ChangeResult } from '../change/result';
import { idOf } from '../manifests/identity';
import type { KubernetesObject } from '../manifests/object';
import { indexOf, ObjectIndex } from '../manifests/object-index';
import { typeOf } from '../manifests/scope';
import { isObject, type JsonObject, textAt, valueAt } from '../manifests/value';
import { type Api, type Reference, RefusedRequestError } from './api';
import { type Entry, type Inventory, missingFrom } from './inventory';
import { isApplied, withLiveReplicas } from './ownership';
import { redacted } from './redaction';
import { type Refusal, withRefusals } from './refusals';

/** What a cluster has of an application, and what an apply of manifests would make of it. */
export interface LiveChange {
  /** What is stored, without what the server writes itself. */
  readonly base: ObjectIndex;

  /** What would be stored. */
  readonly head: ObjectIndex;
  readonly result: ChangeResult;

  /** What was applied once and is gone from the manifests. */
  readonly gone: readonly Entry[];
}

/** How many requests are under way at once. */
const PARALLEL = 8;

/**
 * Compares manifests with a cluster. What an apply would store comes from a dry run of the server, with its defaults, its webhooks, and the fields that
 * others manage, so nothing that the server adds is a difference.
 *
 * @throws UnreachableError, RefusedRequestError
 */
export async function liveChange(api: Api, inventory: Inventory, manifests: ObjectIndex): Promise<LiveChange> {
  const { objects } = manifests;
  const stored = (await each(objects, (object) => api.read(object))).map(staying);
  const candidates = missingFrom(objects, inventory.applied);
  const old = await each(candidates, (entry) => api.read(entry));
  const gone = candidates.flatMap((entry, index) => (isOurs(entry, old[index]) ? [{ entry, value: old[index] as JsonObject }] : []));
  const missing = new Set(objects.filter(({ type }, index) => type === 'Namespace' && !stored[index]).map(({ name }) => name));
  const dry = await each(objects, (object, index) => dryRun(api, object, { live: stored[index], manifests, missing }));
  const before = [...stored, ...gone.map(({ value }) => value)].filter(isObject);
  const base = indexOf(before.map((value) => ({ value: withoutServerFields(value), isStored: true })));
  const head = indexOf(
    objects.map((object, index) => ({ ...object.document, value: dry[index]?.value ?? object.root.value, isStored: true })),
  );
  const refusals = dry.flatMap(({ refusal }) => refusal ?? []);
  return {
    base,
    head,
    result: withRefusals(changeBetween(base, head, { context: api.context }), refusals),
    gone: gone.map(({ entry }) => entry),
  };
}

/**
 * Both sides for a judge of availability, who knows no field that only a server fills in: the manifests, and before them what is stored of those objects
 * that differ.
 */
export function judgedSides(
  { base, result }: LiveChange,
  manifests: ObjectIndex,
): { readonly base: ObjectIndex; readonly head: ObjectIndex } {
  const changed = new Set(result.objects.map(idOf));
  const before = base.objects.flatMap((object) => {
    const { type, namespace, name } = object;
    return (changed.has(idOf(object)) ? object : manifests.find(type, namespace, name)) ?? [];
  });
  return { base: new ObjectIndex(before), head: manifests };
}

/** An object unless it is being deleted: an apply waits until it is gone, and creates it anew. */
function staying(live: JsonObject | undefined): JsonObject | undefined {
  return valueAt(live, 'metadata', 'deletionTimestamp') === undefined ? live : undefined;
}

/** Whether an object is the one that was applied, and not another one that has taken its name. */
export function isOurs({ uid }: Entry, live: JsonObject | undefined): boolean {
  if (live === undefined || staying(live) === undefined) return false;
  return isApplied(live) && (uid === undefined || uid === textAt(live, 'metadata', 'uid'));
}

interface Surroundings {
  readonly live: JsonObject | undefined;
  readonly manifests: ObjectIndex;

  /** The namespaces that the apply creates. */
  readonly missing: ReadonlySet<string>;
}

/** What the server would store, or why it refuses. */
interface DryRun {
  readonly value?: JsonObject;
  readonly refusal?: Refusal;
}

async function dryRun(api: Api, object: KubernetesObject, { live, manifests, missing }: Surroundings): Promise<DryRun> {
  const { root, kind, namespace, name } = object;
  if (!isObject(root.value) || missing.has(namespace)) return {};
  if (definesKind(manifests, object) && !(await api.knows(object))) return {};
  const { status, body } = await api.apply(object, withLiveReplicas(root.value, live), { dryRun: true });
  if (status >= 200 && status < 300) return { value: withoutServerFields(body) };
  const message = textAt(body, 'message') ?? `status ${status}`;
  if (status === 401) throw new RefusedRequestError({ status, body });
  // A webhook with side effects has no opinion before the apply itself.
  if (/does not support dry run/.test(message)) return {};
  return { refusal: { object: { kind, namespace, name }, message: redacted(message, root.value) } };
}

/** Whether the manifests bring the definition of an object's kind. */
function definesKind(manifests: ObjectIndex, { type }: KubernetesObject): boolean {
  return manifests.ofType('CustomResourceDefinition.apiextensions.k8s.io').some(({ root }) => {
    const [group, kind] = [root.text('spec', 'group'), root.text('spec', 'names', 'kind')];
    return typeOf(`${group}/v1`, kind ?? '') === type;
  });
}

/** The fields that the server writes itself. */
const serverFields = ['creationTimestamp', 'generation', 'managedFields', 'resourceVersion', 'selfLink', 'uid'];

function withoutServerFields({ status: _, metadata, ...rest }: JsonObject): JsonObject {
  const kept = Object.entries(isObject(metadata) ? metadata : {}).filter(([name]) => !serverFields.includes(name));
  return { ...rest, metadata: Object.fromEntries(kept) };
}

/** The results for all items, in their order. */
export async function each<T, R>(items: readonly T[], act: (item: T, index: number) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += PARALLEL) {
    const part = items.slice(start, start + PARALLEL);
    results.push(...(await Promise.all(part.map((item, index) => act(item, start + index)))));
  }
  return results;
}

/** The reference of an object, without the rest of it. */
export function referenceOf({ apiVersion, kind, namespace, name }: Reference): Reference {
  return { apiVersion, kind, namespace, name };
}
