import type { Topology } from '../availability';
import { declaredFor, withInferred } from '../availability/workload/declared';
import { servicesOf } from '../availability/workload/workloads';
import { idOf } from '../manifests/identity';
import type { KubernetesObject } from '../manifests/object';
import type { ObjectIndex } from '../manifests/object-index';

/** The workloads with a promise, and those that they depend on. The declarations must be valid. */
export function promisedIn(index: ObjectIndex, topology: Topology): readonly KubernetesObject[] {
  const declared = servicesOf(index).map((object) => ({ object, ...withInferred(declaredFor(object, topology), object, index) }));
  const byId = new Map(declared.map((it) => [idOf(it.object), it]));
  const found = new Set(declared.filter(({ target }) => target !== undefined));
  // Iterating over a set includes what is added meanwhile.
  for (const { dependsOn } of found) {
    for (const dependency of dependsOn) {
      const it = byId.get(idOf(dependency));
      if (it) found.add(it);
    }
  }
  return [...found].map(({ object }) => object);
}
