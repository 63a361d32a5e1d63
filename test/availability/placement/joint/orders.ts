/** One workload of the brute force: pods that request so much, one a node where they exclude each other, and how many a rolling update adds. */
export interface Wanted {
  readonly replicas: number;
  readonly cpu: number;
  readonly surge: number;
  readonly apart: boolean;
  readonly spread: boolean;
  /** Workloads whose pods its own may not be near. */
  readonly rivals: readonly number[];
}

/** Nodes of several zones that offer so much each. */
export interface Nodes {
  readonly zones: readonly number[];
  readonly cpu: number;
}

/** Pods of each workload on each node. */
type State = readonly (readonly number[])[];

/**
 * Binds the pods of all workloads in every order to every node that takes them, and tells which workloads can be left with a pod that no node takes: at rest, or for the
 * one more of a rolling update, which a rule about revisions counts by itself.
 */
export function leftWaiting(wanted: readonly Wanted[], { zones, cpu }: Nodes): ReadonlySet<number> {
  const left = new Set<number>();
  const seen = new Set<string>();
  const queue: State[] = [wanted.map(() => zones.map(() => 0))];
  const fits = (state: State, index: number, node: number, isNew: boolean): boolean => {
    const { cpu: amount, apart, spread, rivals } = wanted[index] as Wanted;
    const on = (other: number, at = node) => state[other]?.[at] ?? 0;
    const used = wanted.reduce((sum, it, other) => sum + it.cpu * on(other), 0);
    if (used + amount > cpu || (apart && on(index) > 0) || rivals.some((other) => on(other) > 0)) return false;
    if (!spread || isNew) return true;
    const inZone = (zone: number) => zones.reduce((sum, it, at) => sum + (it === zone ? on(index, at) : 0), 0);
    return inZone(zones[node] as number) <= Math.min(...zones.map(inZone));
  };
  for (let next = 0; next < queue.length; next++) {
    const state = queue[next] as State;
    const waiting = wanted.flatMap(({ replicas }, index) => (sum(state[index]) < replicas ? [index] : []));
    let isStuck = true;
    for (const index of waiting)
      for (const node of zones.keys()) {
        if (!fits(state, index, node, false)) continue;
        isStuck = false;
        const after = state.map((pods, other) => (other === index ? pods.with(node, (pods[node] as number) + 1) : pods));
        const key = JSON.stringify(after);
        if (!seen.has(key)) queue.push(after);
        seen.add(key);
      }
    if (!isStuck) continue;
    for (const index of waiting) left.add(index);
    if (waiting.length > 0) continue;
    for (const [index, { surge }] of wanted.entries())
      if (surge > 0 && !zones.some((_, node) => fits(state, index, node, true))) left.add(index);
  }
  return left;
}

function sum(pods: readonly number[] = []): number {
  return pods.reduce((total, count) => total + count, 0);
}
