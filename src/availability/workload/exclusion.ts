import { labelSelector } from '../../manifests/selector';
import { isObject, listAt, textAt, valueAt } from '../../manifests/value';
import type { Reference } from '../manifest';

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
export function exclusions(workload: Reference, podSpec: unknown, labels: ReadonlyMap<string, string>): readonly Exclusion[] {
  const path = ['affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'];
  return listAt(podSpec, ...path).flatMap((term, index) => {
    const key = textAt(term, 'topologyKey');
    if (
      !isObject(term) ||
      key === undefined ||
      !labelSelector(valueAt(term, 'labelSelector'))(labels) ||
      !meansOwnNamespace(term, workload)
    )
      return [];
    const keys = listAt(term, 'matchLabelKeys');
    const mismatch = listAt(term, 'mismatchLabelKeys');
    if (mismatch.some((name) => name === 'pod-template-hash' || name === 'controller-revision-hash' || labels.has(String(name)))) return [];
    const perRevision = keys.includes('pod-template-hash') || keys.includes('controller-revision-hash');
    return { key, perRevision, pointer: `/spec/template/spec/${path.join('/')}/${index}` };
  });
}

/** A selector of namespaces by label can't be judged from manifests; only the empty one surely means the own namespace. */
function meansOwnNamespace(term: unknown, workload: Reference): boolean {
  const namespaces = listAt(term, 'namespaces');
  const selector = valueAt(term, 'namespaceSelector');
  if (namespaces.length === 0 && (selector === undefined || selector === null)) return true;
  return namespaces.includes(workload.namespace) || (isObject(selector) && Object.keys(selector).length === 0);
}
