import type { Topology } from '../../cluster/topology';
import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import type { Context } from '../verdict/context';
import { isProved } from '../verdict/verdict';
import { isOfUnknownKind } from '../workload/unknown-makers';
import { type Workload, workloadTypes } from '../workload/workload';
import { type Draft, draftsOf, indexOfDrafts } from './drafts';
import type { Patch } from './patch';

/** A patch of one workload's manifests. */
export interface Change {
  readonly workload: Workload;
  readonly patch?: Patch;
}

/** Objects up to which all of them are looked at; of more, those that have to do with the workloads in question. */
const mostObjects = 100;

/** What the manifests come to when changes are written into them. */
interface Applied {
  readonly context: Context;
  /** The same without the changes: where manifests are many, both hold only those that have to do with the chain. */
  readonly before: () => Context;
  /** Whether the rules find nothing in them that they don't find without the changes. */
  readonly isClean: () => boolean;
}

/**
 * Whether a service is proved with its manifests as the changes leave them, and the rules find nothing new in them.
 *
 * The search for advice changes the model of a workload; this changes what a user would write, and reads it again.
 */
export function holdsWhenApplied(workload: Workload, context: Context, chain: readonly Workload[], changes: readonly Change[]): boolean {
  if (changes.some(({ patch }) => patch === undefined)) return true;
  const { context: after, isClean } = applied(context, chain, changes);
  const mended = after.assessments.get(idOf(workload));
  return mended !== undefined && isProved(mended.workload, after) && isClean();
}

/** Writes changes into the manifests and reads them again; those without a patch leave them as they are. */
export function applied(context: Context, chain: readonly Workload[], changes: readonly Change[]): Applied {
  const { options } = context;
  const { drafts, read, before, findings } = unchangedOf(context, chain);
  const changed = indexOfDrafts(changes.reduce((all, { patch, workload: of }) => patch?.(all, of) ?? all, drafts));
  return {
    context: read(changed),
    before,
    isClean: () => (options.findings?.(changed) ?? []).every((finding) => findings().has(finding)),
  };
}

/** The manifests that have to do with a chain, before any change. */
interface Unchanged {
  readonly drafts: readonly Draft[];
  readonly read: (index: ObjectIndex) => Context;
  readonly before: () => Context;
  readonly findings: () => ReadonlySet<string>;
}

const latest = new WeakMap<Context, { readonly key: string; readonly unchanged: Unchanged }>();

/** They are asked for with each change of a service, one service after another. */
function unchangedOf(context: Context, chain: readonly Workload[]): Unchanged {
  const key = context.index.objects.length <= mostObjects ? '' : JSON.stringify(chain.map(idOf));
  const known = latest.get(context);
  if (known?.key === key) return known.unchanged;
  const unchanged = unchangedIn(context, relatedTo(chain, context));
  latest.set(context, { key, unchanged });
  return unchanged;
}

function unchangedIn(context: Context, objects: readonly KubernetesObject[]): Unchanged {
  const { options, topology, again } = context;
  const isPart = objects.length < context.index.objects.length;
  const drafts = draftsOf(objects);
  // What is left out takes its room all the same.
  const beside = (workloads: readonly Workload[]) => context.joint.replacing(workloads);
  const read = (index: ObjectIndex) => again(index, concerning(index, topology), isPart ? beside : undefined, context);
  const index = once(() => indexOfDrafts(drafts));
  return {
    drafts,
    read,
    before: once(() => (isPart ? read(index()) : context)),
    findings: once(() => new Set(options.findings?.(index()) ?? [])),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The topology without what it says of services that are left out: they would be taken for misspelt. */
function concerning(index: ObjectIndex, { services, outside, ...topology }: Topology): Topology {
  const present = new Set(index.objects.map(idOf));
  return {
    ...topology,
    ...(services && { services: services.filter((it) => present.has(idOf(it))) }),
    ...(outside && { outside: outside.map((it) => (it.services ? { ...it, services: it.services.filter((id) => present.has(id)) } : it)) }),
  };
}

/**
 * What makes pods for others, keeps them or scales them is left out where there is much of it: its pods take their room (joint placement), and count nowhere else. Those
 * that do count stay: pods that a selector of the chain selects too, and all pods under a quota.
 */
function relatedTo(chain: readonly Workload[], { index }: Context): readonly KubernetesObject[] {
  if (index.objects.length <= mostObjects) return index.objects;
  const names = new Set(chain.map(idOf));
  const { ids, unknown, counted } = overviewOf(index);
  const resources = index.objects.filter((_, at) => names.has(ids[at] as string));
  const kept = new Set<KubernetesObject>(resources);
  for (const object of resources) for (const it of companionsOf(object, index)) kept.add(it);
  for (const { repulsions } of chain) for (const { from } of repulsions) for (const id of from) names.add(id);
  const namespaces = new Set(['', ...chain.map(({ namespace }) => namespace)]);
  return index.objects.filter(
    (object, at) =>
      kept.has(object) ||
      // What takes room without bounds leaves no proof, wherever it is.
      unknown.has(object) ||
      names.has(ids[at] as string) ||
      (namespaces.has(object.namespace) && (counted.has(object.namespace) || !crowd.has(object.type))),
  );
}

/** What is the same for every chain of some manifests. */
interface Overview {
  readonly ids: readonly string[];
  readonly unknown: ReadonlySet<KubernetesObject>;
  /** Namespaces with a quota. */
  readonly counted: ReadonlySet<string>;
}

const overviews = new WeakMap<ObjectIndex, Overview>();

function overviewOf(index: ObjectIndex): Overview {
  const known = overviews.get(index) ?? {
    ids: index.objects.map(idOf),
    unknown: new Set(index.objects.filter(isOfUnknownKind)),
    counted: new Set(index.ofType('ResourceQuota').map(({ namespace }) => namespace)),
  };
  overviews.set(index, known);
  return known;
}

const crowd: ReadonlySet<string> = new Set([...workloadTypes, 'PodDisruptionBudget.policy', 'HorizontalPodAutoscaler.autoscaling']);

/** What a workload can't be read without: its budgets, its autoscalers, and all pods that a selector of these or its own selects. */
function companionsOf(object: KubernetesObject, index: ObjectIndex): readonly KubernetesObject[] {
  const resource = index.workload(object);
  if (!resource) return [];
  const budgets = index.budgetsOf(resource);
  const constraints = object.root.items('spec', 'template', 'spec', 'topologySpreadConstraints');
  const selectors = [
    object.root.at('spec', 'selector'),
    ...budgets.map((budget) => budget.root.at('spec', 'selector')),
    ...constraints.map((constraint) => constraint.at('labelSelector')),
  ];
  const selected = selectors.flatMap((selector) => index.pods.select(object.namespace, selector.value));
  return [...budgets, ...index.autoscalersOf(object), ...selected];
}
