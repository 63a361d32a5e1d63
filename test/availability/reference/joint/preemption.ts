import { evictionsAllowed, fits } from './filters';
import type { Pod, Service, State, System } from './system';

/** A node that would take a pod if some others went. */
export interface Preemption {
  readonly node: number;
  readonly victims: readonly Pod[];
}

/**
 * What the scheduler may do for a pod that no node takes: the pods of lower priority that it deletes, and where. Several where equals may go.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/scheduler/framework/plugins/defaultpreemption, SelectVictimsOnNode, and framework/preemption, pickOneNodeForPreemption.
 */
export function preemptions(system: System, state: State, pod: Pod): Preemption[] {
  if (!system.services[pod.service]?.preempts) return [];
  const candidates = system.nodes.flatMap((_, node) => victimsOn(system, state, pod, node));
  const prices = candidates.map(({ victims }) => price(system, state, victims));
  const [cheapest] = [...prices].sort(compare);
  return candidates.filter((_, index) => cheapest && compare(prices[index] as number[], cheapest) === 0);
}

/** One set of victims for each order in which equals may be spared. */
function victimsOn(system: System, state: State, pod: Pod, node: number): Preemption[] {
  const priority = (it: Pod) => (system.services[it.service] as Service).priority;
  const standing = state.pods.filter((other) => other.node >= 0);
  const lower = standing.filter((other) => other.node === node && !other.terminating && priority(other) < priority(pod));
  if (lower.length === 0) return [];
  const kept = standing.filter((other) => !lower.includes(other));
  if (!fits(system, state, pod, node, kept)) return [];
  const found = orders([...new Set(lower.map(({ service }) => service))]).map((order) => {
    const important = [...lower].sort((a, b) => priority(b) - priority(a) || order.indexOf(a.service) - order.indexOf(b.service));
    const violating = violators(system, state, important);
    const spared = [...kept];
    for (const candidate of [...violating, ...important.filter((it) => !violating.includes(it))])
      if (fits(system, state, pod, node, [...spared, candidate])) spared.push(candidate);
    return { node, victims: lower.filter((it) => !spared.includes(it)) };
  });
  return [...new Map(found.map((it) => [it.victims.map(({ service }) => service).join(), it])).values()];
}

/** Of pods in this order those whose loss a budget doesn't allow. */
function violators(system: System, state: State, pods: readonly Pod[]): Pod[] {
  const budgetOf = (service: number) => (system.shared?.names.includes(system.services[service]?.name as string) ? 'shared' : service);
  const left = new Map(system.services.map((_, service) => [budgetOf(service), evictionsAllowed(system, state, service)]));
  return pods.filter(({ service }) => {
    const allowed = (left.get(budgetOf(service)) as number) - 1;
    left.set(budgetOf(service), allowed);
    return allowed < 0;
  });
}

/** Fewest budgets broken, then the least important victim, then the fewest, then the lowest sum. */
function price(system: System, state: State, victims: readonly Pod[]): number[] {
  const priorities = victims.map(({ service }) => (system.services[service] as Service).priority);
  return [
    violators(system, state, victims).length,
    Math.max(...priorities),
    victims.length,
    priorities.reduce((sum, priority) => sum + priority, 0),
  ];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const [difference = 0] = a.map((value, index) => value - (b[index] ?? 0)).filter((it) => it !== 0);
  return difference;
}

function orders(of: readonly number[]): number[][] {
  if (of.length <= 1) return [[...of]];
  return of.flatMap((first) => orders(of.filter((it) => it !== first)).map((rest) => [first, ...rest]));
}
