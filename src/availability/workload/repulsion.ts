import { idOf } from '../../manifests/identity';
import { append } from '../../manifests/multimap';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { isObject } from '../../manifests/value';
import { mayShareRevision, revisionLabel } from './controller-labels';

/** A required anti-affinity against the pods of other workloads. The scheduler applies it both ways. */
export interface Repulsion {
  /** The label of nodes whose value the two kinds of pods may not share. */
  readonly key: string;
  /** The other workloads, each as kind/namespace/name. */
  readonly from: readonly string[];
  /** Where the term stands in the pod's specification. */
  readonly pointer: string;
  /** Whether the namespaces are sure: labels of namespaces aren't read. */
  readonly isSure: boolean;
}

/**
 * The required anti-affinity terms of a pod that select pods of other workloads of the manifests.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/scheduler/framework/plugins/interpodaffinity; `matchLabelKeys` and `mismatchLabelKeys` become requirements of the selector
 * (pkg/registry/core/pod, applyMatchLabelKeysAndMismatchLabelKeys).
 */
export function repulsions(resource: WorkloadResource, index: ObjectIndex): readonly Repulsion[] {
  const { spec } = resource.pod;
  return spec.items('affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution').flatMap((term) => {
    const key = term.text('topologyKey');
    if (key === undefined) return [];
    const { namespaces, isSure } = namespacesOf(term, resource.namespace, index);
    const selector = term.at('labelSelector').value;
    const selected = namespaces.flatMap((namespace) => index.pods.select(namespace, selector));
    const from = selected.filter((other) => other !== resource && agree(term, resource, other)).map(idOf);
    // What the API server fills in decides whether two revisions have one hash.
    const isOfRevision = term.items('matchLabelKeys').some(({ value }) => value === revisionLabel[resource.type]);
    return from.length > 0 ? [{ key, from, isSure: isSure && !isOfRevision, pointer: term.pointer }] : [];
  });
}

const known = new WeakMap<ObjectIndex, ReadonlyMap<string, readonly Repulsion[]>>();

/** The terms of other workloads that select the pods of one. All of them are read once. */
export function repulsionsOf(resource: WorkloadResource, index: ObjectIndex): readonly Repulsion[] {
  const all = known.get(index) ?? byTarget(index);
  known.set(index, all);
  return all.get(idOf(resource)) ?? [];
}

function byTarget(index: ObjectIndex): ReadonlyMap<string, readonly Repulsion[]> {
  const found = new Map<string, Repulsion[]>();
  for (const object of index.objects) {
    const workload = index.workload(object);
    for (const repulsion of workload ? repulsions(workload, index) : []) for (const id of repulsion.from) append(found, id, repulsion);
  }
  return found;
}

function agree(term: Place, resource: WorkloadResource, another: WorkloadResource): boolean {
  const [own, other] = [resource.pod.labels, another.pod.labels];
  const keys = (field: string) => term.items(field).map(({ value }) => String(value));
  const hash = revisionLabel[resource.type];
  const same = (key: string) => (key === hash ? mayShareRevision(resource, another) : !own.has(key) || own.get(key) === other.get(key));
  const differs = (key: string) => key === hash || !own.has(key) || own.get(key) !== other.get(key);
  return keys('matchLabelKeys').every(same) && keys('mismatchLabelKeys').every(differs);
}

function namespacesOf(term: Place, own: string, index: ObjectIndex): { namespaces: readonly string[]; isSure: boolean } {
  const selector = term.at('namespaceSelector');
  const listed = term.items('namespaces').map(({ value }) => String(value));
  if (!selector.isThere) return { namespaces: listed.length > 0 ? listed : [own], isSure: true };
  const all = [...new Set(index.objects.flatMap(({ pod }) => pod?.namespace ?? []))];
  return { namespaces: all, isSure: isObject(selector.value) && Object.keys(selector.value).length === 0 };
}
