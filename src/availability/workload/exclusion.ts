import type { Place } from '../../manifests/place';
import { labelSelector } from '../../manifests/selector';
import { isObject } from '../../manifests/value';
import { revisionLabel } from './controller-labels';

/** A required anti-affinity of a workload against itself: at most one of its pods in a domain. */
export interface Exclusion {
  readonly key: string;
  /** Whether only pods of the newest revision exclude each other, by `matchLabelKeys`. */
  readonly perRevision: boolean;
  readonly pointer: string;
}

/**
 * The required anti-affinity terms that select the workload's own pods; those against others only make the set of placements smaller, and are left out.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/scheduler/framework/plugins/interpodaffinity; without `namespaces` and `namespaceSelector` the pod's own namespace is meant.
 */
export function exclusions(type: string, namespace: string, spec: Place, labels: ReadonlyMap<string, string>): readonly Exclusion[] {
  return spec.items('affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution').flatMap((term) => {
    const key = term.text('topologyKey');
    const selectsItself = labelSelector(term.at('labelSelector').value)(labels);
    if (key === undefined || !selectsItself || !meansOwnNamespace(term, namespace)) return [];
    const keys = term.items('matchLabelKeys').map(({ value }) => value);
    const mismatch = term.items('mismatchLabelKeys').map(({ value }) => value);
    if (mismatch.some((name) => name === revisionLabel[type] || labels.has(String(name)))) return [];
    // The key of another kind of controller is one that the pods lack, and is passed over.
    const perRevision = keys.includes(revisionLabel[type]);
    return { key, perRevision, pointer: term.pointer };
  });
}

/** A selector of namespaces by label can't be judged from manifests; only the empty one surely means the own namespace. */
function meansOwnNamespace(term: Place, own: string): boolean {
  const namespaces = term.items('namespaces').map(({ value }) => value);
  const selector = term.at('namespaceSelector');
  if (namespaces.length === 0 && !selector.isThere) return true;
  return namespaces.includes(own) || (isObject(selector.value) && Object.keys(selector.value).length === 0);
}
