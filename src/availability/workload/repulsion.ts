import { idOf } from '../../manifests/identity';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { isObject } from '../../manifests/value';
import { revisionLabel } from './controller-labels';

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
 * (pkg/registry/core/pod, applyMatchLabelKeysAndMismatchLabelKeys), and no two workloads share a label of a revision.
 */
export function repulsions(resource: WorkloadResource, index: ObjectIndex): readonly Repulsion[] {
  const { spec, labels } = resource.pod;
  return spec.items('affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution').flatMap((term) => {
    const key = term.text('topologyKey');
    if (key === undefined) return [];
    const { namespaces, isSure } = namespacesOf(term, resource.namespace, index);
    const selector = term.at('labelSelector').value;
    const selected = namespaces.flatMap((namespace) => index.pods.select(namespace, selector));
    const from = selected.filter((other) => other !== resource && agree(resource.type, term, labels, other.pod.labels)).map(idOf);
    return from.length > 0 ? [{ key, from, isSure, pointer: term.pointer }] : [];
  });
}

function agree(type: string, term: Place, own: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  const keys = (field: string) => term.items(field).map(({ value }) => String(value));
  const hash = revisionLabel[type];
  const same = (key: string) => key !== hash && (!own.has(key) || own.get(key) === other.get(key));
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
