import { hostnameLabel } from '../../../cluster/cluster';
import { idOf } from '../../../manifests/identity';
import { collide } from '../../workload/host-port';
import type { Workload } from '../../workload/workload';

/** Another workload whose pods may not share a domain with a workload's own: by required anti-affinity of either, or by a port of the node. */
export interface Rival {
  readonly id: string;
  /** The label of nodes that tells the domains. */
  readonly key: string;
  /** Why, in words. */
  readonly because: string;
  readonly isSure: boolean;
}

/** The rivals of each workload that has any. */
export function rivalsOf(workloads: readonly Workload[]): ReadonlyMap<string, readonly Rival[]> {
  const found = new Map<string, Map<string, Rival>>();
  const add = (id: string, rival: Rival) => {
    const known = found.get(id) ?? new Map<string, Rival>();
    known.set(`${rival.id} ${rival.key}`, rival);
    found.set(id, known);
  };
  const known = new Set(workloads.map(idOf));
  for (const workload of workloads)
    for (const { key, from, isSure } of workload.repulsions)
      for (const other of from) {
        if (!known.has(other)) continue;
        const because = `required anti-affinity of ${workload.name}`;
        add(idOf(workload), { id: other, key, because, isSure });
        add(other, { id: idOf(workload), key, because, isSure });
      }
  for (const [some, others, port] of pairsOfPorts(workloads))
    for (const [a, b] of [
      [some, others],
      [others, some],
    ] as const)
      add(idOf(a), { id: idOf(b), key: hostnameLabel, because: `host port ${port}`, isSure: true });
  return new Map([...found].map(([id, rivals]) => [id, [...rivals.values()]]));
}

/** Two workloads that ask for the same port of a node, each pair once. */
function* pairsOfPorts(workloads: readonly Workload[]): Generator<readonly [Workload, Workload, number]> {
  const byPort = new Map<string, Workload[]>();
  for (const workload of workloads)
    for (const { port, protocol } of workload.ports) {
      const before = byPort.get(`${port}/${protocol}`) ?? [];
      for (const other of before) if (other !== workload && collide(other.ports, workload.ports)) yield [other, workload, port];
      byPort.set(`${port}/${protocol}`, [...before, workload]);
    }
}
