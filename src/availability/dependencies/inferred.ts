import { idOf } from '../../manifests/identity';
import { append } from '../../manifests/multimap';
import type { ObjectIndex } from '../../manifests/object-index';
import { podMakers } from '../../manifests/pod';
import { fromAddresses } from './from-addresses';
import { fromPolicies } from './from-policies';
import type { InferredDependency } from './inferred-dependency';

const known = new WeakMap<ObjectIndex, ReadonlyMap<string, readonly InferredDependency[]>>();

/** What each workload needs by what the manifests say of it, by its id: each other workload once, by its strongest sign. */
export function inferredDependencies(index: ObjectIndex): ReadonlyMap<string, readonly InferredDependency[]> {
  const before = known.get(index);
  if (before) return before;
  const found = new Map<string, InferredDependency[]>();
  for (const type of podMakers)
    for (const object of index.ofType(type)) {
      const workload = index.workload(object);
      for (const dependency of workload ? fromAddresses(workload, index) : []) append(found, idOf(object), dependency);
    }
  for (const { from, dependency } of fromPolicies(index)) append(found, idOf(from), dependency);
  const strongest = new Map([...found].map(([id, dependencies]) => [id, strongestOf(dependencies)]));
  known.set(index, strongest);
  return strongest;
}

/** A doubt about any of the signs stays. */
function strongestOf(dependencies: readonly InferredDependency[]): readonly InferredDependency[] {
  const byId = new Map<string, InferredDependency>();
  for (const dependency of dependencies) {
    const id = idOf(dependency);
    const before = byId.get(id);
    const strongest = !before || (before.isPossible && !dependency.isPossible) ? dependency : before;
    const doubt = before?.doubt ?? dependency.doubt;
    byId.set(id, doubt === undefined ? strongest : { ...strongest, doubt });
  }
  return [...byId.values()];
}
