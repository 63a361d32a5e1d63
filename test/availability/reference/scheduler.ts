/**
 * The scheduler and the controllers by brute force: every node by itself, every order, no symmetry, no bounds. Slow and plain on purpose: it is what the model is held against.
 */
export interface Node {
  readonly zone: string;
  readonly host: string;
}

interface Spread {
  readonly key: 'zone' | 'host';
  readonly maxSkew: number;
  readonly minDomains: number;
  readonly perRevision: boolean;
  readonly honorsTaints: boolean;
}

export interface Spec {
  readonly replicas: number;
  readonly surge: number;
  readonly unavailable: number;
  readonly spreads: readonly Spread[];
  readonly exclusive: 'no' | 'host' | 'zone';
  readonly podsPerNode: number;
}

/** Pods of each revision on each node: `pods[revision][node]`. */
export type Pods = readonly (readonly number[])[];

/** The nodes to which the scheduler may bind a pod of a revision. */
export function feasible(
  nodes: readonly Node[],
  spec: Spec,
  pods: Pods,
  revision: number,
  dead: ReadonlySet<number> = new Set(),
): number[] {
  const all = (node: number) => pods.reduce((sum, of) => sum + (of[node] as number), 0);
  return nodes.flatMap((node, index) => {
    if (dead.has(index) || all(index) >= spec.podsPerNode) return [];
    if (spec.exclusive !== 'no') {
      const key = spec.exclusive;
      if (nodes.some((other, o) => other[key] === node[key] && all(o) > 0)) return [];
    }
    for (const spread of spec.spreads) {
      const matching = new Map<string, number>();
      nodes.forEach((other, o) => {
        if (spread.honorsTaints && dead.has(o)) return;
        const count = spread.perRevision ? (pods[revision]?.[o] as number) : all(o);
        matching.set(other[spread.key], (matching.get(other[spread.key]) ?? 0) + count);
      });
      const minimum = matching.size < spread.minDomains ? 0 : Math.min(...matching.values());
      if ((matching.get(node[spread.key]) ?? 0) + 1 - minimum > spread.maxSkew) return [];
    }
    return [index];
  });
}

/** Zone vectors, sorted, of every placement at rest after binding the pods one by one; `full` with all of them, `short` where nothing more is feasible. */
export function fresh(nodes: readonly Node[], spec: Spec): { full: Pods[]; short: Pods[] } {
  const full: Pods[] = [];
  const short: Pods[] = [];
  explore<Pods>([[nodes.map(() => 0)]], (pods, visit) => {
    if (total(pods) === spec.replicas) {
      full.push(pods);
      return;
    }
    const where = feasible(nodes, spec, pods, 0);
    if (where.length === 0) short.push(pods);
    for (const node of where) visit(changed(pods, 0, node, 1));
  });
  return { full, short };
}

/** Every placement at rest after any rollouts, begun, interrupted and rolled back at will between two revisions that take turns. */
export function rollouts(nodes: readonly Node[], spec: Spec, starts: readonly Pods[]): Pods[] {
  const rest: Pods[] = [];
  const none = nodes.map(() => 0);
  explore<{ pods: Pods; newest: number }>(
    starts.map((pods) => ({ pods: [pods[0] as readonly number[], none], newest: 0 })),
    ({ pods, newest }, visit) => {
      const old = 1 - newest;
      const pick = (revision: number) => pods[revision] as readonly number[];
      if (total([pick(old)]) === 0 && total([pick(newest)]) === spec.replicas) rest.push([pick(newest)]);
      visit({ pods, newest: old });
      // A third revision: whatever stands is old to it.
      const merged = pick(0).map((count, node) => count + (pick(1)[node] as number));
      if (!spec.spreads.some((spread) => spread.perRevision)) visit({ pods: [merged, none], newest: 1 });
      if (total(pods) < spec.replicas + spec.surge && total([pick(newest)]) < spec.replicas)
        for (const node of feasible(nodes, spec, pods, newest)) visit({ pods: changed(pods, newest, node, 1), newest });
      if (total(pods) > spec.replicas - spec.unavailable)
        pick(old).forEach((count, node) => {
          if (count > 0) visit({ pods: changed(pods, old, node, -1), newest });
        });
    },
  );
  return rest;
}

/**
 * Every placement at rest after an autoscaler has moved the number of pods between the fewest and a maximum at will, in the middle of rollouts too. Scaling down
 * takes any pod of either revision: the ReplicaSet controller looks at readiness, age and the node, and never at a zone.
 */
export function scalings(nodes: readonly Node[], spec: Spec & { readonly maximum: number }, starts: readonly Pods[]): Pods[] {
  const rest: Pods[] = [];
  const none = nodes.map(() => 0);
  explore<{ pods: Pods; newest: number }>(
    starts.map((pods) => ({ pods: [pods[0] as readonly number[], none], newest: 0 })),
    ({ pods, newest }, visit) => {
      const pick = (revision: number) => pods[revision] as readonly number[];
      if (total([pick(1 - newest)]) === 0 && total(pods) === spec.replicas) rest.push([pick(newest)]);
      visit({ pods, newest: 1 - newest });
      if (total(pods) < spec.maximum + spec.surge && total([pick(newest)]) < spec.maximum)
        for (const node of feasible(nodes, spec, pods, newest)) visit({ pods: changed(pods, newest, node, 1), newest });
      if (total(pods) <= spec.replicas - spec.unavailable) return;
      for (const revision of [0, 1])
        pick(revision).forEach((count, node) => {
          if (count > 0) visit({ pods: changed(pods, revision, node, -1), newest });
        });
    },
  );
  return rest;
}

/** What is lost, and how many pods of each node are evicted whose replacements aren't made before that node is back. */
interface Failing {
  readonly pods: Pods;
  readonly dead: readonly number[];
  readonly held: readonly number[];
  readonly isOne: boolean;
}

/**
 * Every placement at rest after the loss of one node or zone, or the drain of a node, and its recovery, at once or node by node; a StatefulSet replaces a pod only once its
 * node is back, unless it is drained.
 */
export function failures(nodes: readonly Node[], spec: Spec, starts: readonly Pods[], whileDown: boolean): Pods[] {
  const rest: Pods[] = [];
  const none = nodes.map(() => 0);
  const states = starts.flatMap((pods): Failing[] => {
    const zones = [...new Set(nodes.map((node) => node.zone))];
    const groups = [...zones.map((zone) => nodes.flatMap((node, i) => (node.zone === zone ? [i] : []))), ...nodes.map((_, i) => [i])];
    return [{ pods, dead: [], held: none, isOne: true }, ...groups.map((dead) => ({ pods, dead, held: none, isOne: dead.length === 1 }))];
  });
  explore(states, (state, visit) => {
    const { pods, dead, held, isOne } = state;
    if (dead.length === 0 && total(pods) === spec.replicas) rest.push(pods);
    for (const node of dead) {
      const returned = { dead: dead.filter((it) => it !== node), held: held.map((count, it) => (it === node ? 0 : count)) };
      visit({ ...state, ...returned });
      const waits = whileDown || isOne ? 0 : 1;
      if ((pods[0]?.[node] as number) > 0)
        visit({ ...state, pods: changed(pods, 0, node, -1), held: held.map((count, it) => (it === node ? count + waits : count)) });
    }
    if (total(pods) + total([held]) < spec.replicas)
      for (const node of feasible(nodes, spec, pods, 0, new Set(dead))) visit({ ...state, pods: changed(pods, 0, node, 1) });
  });
  return rest;
}

/** The same of failures in a row, each after the recovery from the last. */
export function repeatedFailures(nodes: readonly Node[], spec: Spec, starts: readonly Pods[], whileDown: boolean): Pods[] {
  const met = new Map<string, Pods>();
  for (let from = starts; from.length > 0; ) {
    from = failures(nodes, spec, from, whileDown).filter((pods) => !met.has(JSON.stringify(pods)));
    for (const pods of from) met.set(JSON.stringify(pods), pods);
  }
  return [...met.values()];
}

/** The distinct sorted zone vectors of some placements. */
export function vectors(nodes: readonly Node[], placements: readonly Pods[]): string[] {
  const zones = [...new Set(nodes.map((node) => node.zone))];
  const found = placements.map((pods) =>
    zones
      .map((zone) =>
        nodes.reduce((sum, node, i) => sum + (node.zone === zone ? pods.reduce((all, of) => all + (of[i] as number), 0) : 0), 0),
      )
      .sort((a, b) => b - a)
      .join('/'),
  );
  return [...new Set(found)].sort();
}

export function explore<State>(starts: readonly State[], step: (state: State, visit: (next: State) => void) => void): void {
  const seen = new Set<string>();
  const queue: State[] = [];
  const visit = (state: State) => {
    const key = JSON.stringify(state);
    if (seen.has(key)) return;
    seen.add(key);
    queue.push(state);
  };
  for (const start of starts) visit(start);
  for (let next = 0; next < queue.length; next++) step(queue[next] as State, visit);
}

export function changed(pods: Pods, revision: number, node: number, by: number): Pods {
  return pods.map((of, r) => of.map((count, n) => (r === revision && n === node ? count + by : count)));
}

export function total(pods: Pods): number {
  return pods.reduce((sum, of) => sum + of.reduce((a, b) => a + b, 0), 0);
}
