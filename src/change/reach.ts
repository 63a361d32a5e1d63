import { idOf, inWords } from '../manifests/identity';
import type { ObjectIndex } from '../manifests/object-index';
import { behind } from '../manifests/service';

/**
 * The workloads whose Services no longer select them, by `Kind/namespace/name`, with a sentence about it. A workload whose Services are all gone is not one:
 * it may be reached in another way, or not be meant to be.
 */
export function unreachable(base: ObjectIndex, head: ObjectIndex): ReadonlyMap<string, string> {
  const reached = new Set(head.ofType('Service').flatMap((service) => behind(service, head).map(idOf)));
  const lost = new Map<string, string>();
  for (const service of base.ofType('Service')) {
    const now = head.find(service.type, service.namespace, service.name);
    if (!now) continue;
    for (const workload of behind(service, base)) {
      const id = idOf(workload);
      if (reached.has(id) || !head.find(workload.type, workload.namespace, workload.name)) continue;
      lost.set(id, `no Service selects its pods, as ${inWords(service)} did, so every connection to it fails`);
    }
  }
  return lost;
}
