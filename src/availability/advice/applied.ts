import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import { indexOf, type ObjectIndex } from '../../manifests/object-index';
import type { Context } from '../verdict/context';
import { isProved } from '../verdict/verdict';
import { type Workload, workloadTypes } from '../workload/workload';
import type { Draft, Patch } from './patch';

/** A patch of one workload's manifests. */
export interface Change {
  readonly workload: Workload;
  readonly patch?: Patch;
}

/** Objects up to which all of them are looked at; of more, those that have to do with the workloads in question. */
const mostObjects = 100;

/**
 * Whether a service is proved with its manifests as the changes leave them, and the rules find nothing new in them.
 *
 * The search for advice changes the model of a workload; this changes what a user would write, and reads it again.
 */
export function holdsWhenApplied(workload: Workload, context: Context, chain: readonly Workload[], changes: readonly Change[]): boolean {
  const { options, topology, again } = context;
  if (changes.some(({ patch }) => patch === undefined)) return true;
  const objects = relatedTo(chain, context.index);
  const drafts = (): readonly Draft[] =>
    objects.map(({ root, namespace }) => withNamespace(structuredClone(root.value) as Draft, namespace));
  const changed = indexed(changes.reduce((draft, { patch, workload: of }) => patch?.(draft, of) ?? draft, drafts()));
  const present = new Set(changed.objects.map(idOf));
  const services = topology.services?.filter((it) => present.has(idOf(it)));
  const after = again(changed, { ...topology, ...(services ? { services } : {}) });
  const mended = after.assessments.get(idOf(workload));
  if (!mended || !isProved(mended.workload, after)) return false;
  const known = new Set(options.findings?.(indexed(drafts())) ?? []);
  return (options.findings?.(changed) ?? []).every((finding) => known.has(finding));
}

function indexed(drafts: readonly Draft[]): ObjectIndex {
  return indexOf(drafts.map((value) => ({ value })));
}

/** An object without a namespace is in the default one; a draft says so. */
function withNamespace(draft: Draft, namespace: string): Draft {
  if (namespace) draft['metadata'] = { ...(draft['metadata'] as Draft), namespace };
  return draft;
}

/** What makes pods for others, keeps them or scales them, is left out where there is much of it: the model has judged beside them. */
function relatedTo(chain: readonly Workload[], index: ObjectIndex): readonly KubernetesObject[] {
  if (index.objects.length <= mostObjects) return index.objects;
  const names = new Set(chain.map(idOf));
  const resources = index.objects.filter((object) => names.has(idOf(object)));
  const kept = new Set<KubernetesObject>(resources);
  for (const object of resources) {
    const resource = index.workload(object);
    for (const it of [...(resource ? index.budgetsOf(resource) : []), ...index.autoscalersOf(object)]) kept.add(it);
  }
  const namespaces = new Set(['', ...chain.map(({ namespace }) => namespace)]);
  const crowd = [...workloadTypes, 'PodDisruptionBudget.policy', 'HorizontalPodAutoscaler.autoscaling'];
  return index.objects.filter((object) => kept.has(object) || (namespaces.has(object.namespace) && !crowd.includes(object.type)));
}
