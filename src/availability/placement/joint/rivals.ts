import { type Cluster, hostnameLabel } from '../../../cluster/cluster';
import { idOf } from '../../../manifests/identity';
import { collide } from '../../workload/host-port';
import type { Workload } from '../../workload/workload';
import type { Claim } from './claim';

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

/**
 * Whether no node takes the pods of both: a node without the label of the rule is in no domain, and is open to both.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/scheduler/framework/plugins/interpodaffinity/filtering.go, satisfyPodAntiAffinity.
 */
export function keepsApart(key: string, one: Claim, other: Claim, { cells }: Cluster): boolean {
  const isIn = (cell: number) => key === hostnameLabel || cells[cell]?.labels.get(key) !== undefined;
  return one.eligible.every((cell) => isIn(cell) || !other.eligible.includes(cell));
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
