import { accepts, isReady, type Node, type Pod, type Service, type State, type System, wanted } from './system';

/**
 * The nodes to which the scheduler may bind a pod, by its filters one after the other.
 *
 * @param without pods that are looked at as if they were gone
 */
export function feasibleNodes(system: System, state: State, pod: Pod, without: ReadonlySet<Pod> = new Set()): number[] {
  const others = state.pods.filter((other) => other.node >= 0 && other !== pod && !without.has(other));
  return system.nodes.flatMap((_, node) => (fits(system, state, pod, node, others) ? [node] : []));
}

/** Whether one node takes the pod beside the others. */
export function fits(system: System, state: State, pod: Pod, node: number, others: readonly Pod[]): boolean {
  const service = system.services[pod.service] as Service;
  if (pod.only !== undefined && pod.only !== node) return false;
  if (!accepts(service, system.nodes[node] as Node)) return false;
  // A DaemonSet's pods tolerate both: they come back to a cordoned node, and wait on a dead one.
  if (state.dead.has(node) || state.absent?.has(node)) return false;
  if (state.cordoned === node && service.kind !== 'DaemonSet') return false;
  if (pod.zone !== undefined && system.nodes[node]?.zone !== pod.zone) return false;
  if (pod.home !== undefined && pod.home !== node) return false;
  return (
    hasRoom(system, service, node, others) &&
    portIsFree(system, service, node, others) &&
    keepsApart(system, pod, node, others) &&
    keepsSpread(system, state, pod, node, others)
  );
}

function hasRoom({ nodes, services }: System, service: Service, node: number, others: readonly Pod[]): boolean {
  const there = others.filter((other) => other.node === node).map((other) => services[other.service] as Service);
  const { cpu, memory, pods } = nodes[node] as Node;
  const used = (resource: 'cpu' | 'memory') => [service, ...there].reduce((sum, it) => sum + it[resource], 0);
  return used('cpu') <= cpu && used('memory') <= memory && there.length < pods;
}

function portIsFree({ services }: System, { hostPort }: Service, node: number, others: readonly Pod[]): boolean {
  return hostPort === undefined || !others.some((other) => other.node === node && services[other.service]?.hostPort === hostPort);
}

/** Anti-affinity counts both ways, and pods that are on their way out as well. A node without the label is in no domain. */
function keepsApart({ nodes, services }: System, pod: Pod, node: number, others: readonly Pod[]): boolean {
  const own = services[pod.service] as Service;
  const forbids = (apart: Service['apart'], name: string, other: number) => {
    const domain = apart && nodes[node]?.[apart.key];
    return domain !== undefined && apart?.from.includes(name) && domain === nodes[other]?.[apart.key];
  };
  return !others.some((other) => {
    const theirs = services[other.service] as Service;
    return forbids(own.apart, theirs.name, other.node) || forbids(theirs.apart, own.name, other.node);
  });
}

/** Every node that the pods select is a domain, or is in one, whether it takes pods now or not, unless taints are honored; pods on their way out don't count. */
function keepsSpread({ nodes, services }: System, state: State, pod: Pod, node: number, others: readonly Pod[]): boolean {
  const { spreads, special, tolerates } = services[pod.service] as Service;
  return spreads.every(({ key, maxSkew, minDomains, perRevision, honorsTaints }) => {
    const isLeftOut = (index: number) => {
      const it = nodes[index] as Node;
      if (!accepts({ special, tolerates: true }, it) || state.absent?.has(index) || state.gone?.has(index)) return true;
      return honorsTaints && (state.dead.has(index) || state.cordoned === index || !accepts({ special, tolerates }, it));
    };
    const counts = new Map<string, number>();
    for (const [index, it] of nodes.entries()) if (!isLeftOut(index)) counts.set(it[key], 0);
    for (const other of others) {
      const counted = other.service === pod.service && !other.terminating && (!perRevision || other.revision === pod.revision);
      const domain = nodes[other.node]?.[key] as string;
      if (counted && !isLeftOut(other.node)) counts.set(domain, (counts.get(domain) ?? 0) + 1);
    }
    const least = counts.size < minDomains ? 0 : Math.min(...counts.values());
    return (counts.get(nodes[node]?.[key] as string) ?? 0) + 1 - least <= maxSkew;
  });
}

/** How many more pods of a service its budget lets go now: below 0 where too many are away already; no limit without a budget. */
export function evictionsAllowed(system: System, state: State, index: number): number {
  const { budget: own, name } = system.services[index] as Service;
  const { names, budget } = system.shared?.names.includes(name) ? system.shared : { names: [name], budget: own };
  if (!budget) return Number.POSITIVE_INFINITY;
  const selected = system.services.flatMap((it, at) => (names.includes(it.name) ? [at] : []));
  // A DaemonSet has no scale to ask.
  const asks = !('minAvailable' in budget) || typeof budget.minAvailable !== 'number';
  if (asks && selected.some((at) => system.services[at]?.kind === 'DaemonSet')) return 0;
  const replicas = selected.reduce((sum, at) => sum + wanted(system, state, at), 0);
  const healthy = state.pods.filter((pod) => selected.includes(pod.service) && isReady(pod, state)).length;
  const pods = (of: number | `${number}%`) => (typeof of === 'number' ? of : Math.ceil((Number.parseInt(of, 10) * replicas) / 100));
  const desired = 'minAvailable' in budget ? pods(budget.minAvailable) : replicas - pods(budget.maxUnavailable);
  return healthy - desired;
}
