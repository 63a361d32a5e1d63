import { changed, explore, feasible, type Node, type Pods, type Spec, total } from './scheduler';

/** How planned work can go: whether some order of it ends, and whether some order comes to where nothing can go on. */
export interface Work {
  ends: boolean;
  stops: boolean;
}

/** A rolling update that nobody interrupts, in every order that the strategy and the scheduler allow. */
export function rollout(nodes: readonly Node[], spec: Spec, start: Pods): Work {
  const found = { ends: false, stops: false };
  explore<Pods>([[start[0] as readonly number[], nodes.map(() => 0)]], (pods, visit) => {
    const [old, next] = pods as [readonly number[], readonly number[]];
    if (total([old]) === 0 && total([next]) === spec.replicas) {
      found.ends = true;
      return;
    }
    let moves = 0;
    const go = (state: Pods) => {
      moves++;
      visit(state);
    };
    if (total(pods) < spec.replicas + spec.surge && total([next]) < spec.replicas)
      for (const node of feasible(nodes, spec, pods, 1)) go(changed(pods, 1, node, 1));
    if (total(pods) > spec.replicas - spec.unavailable)
      old.forEach((count, node) => {
        if (count > 0) go(changed(pods, 0, node, -1));
      });
    if (moves === 0) found.stops = true;
  });
  return found;
}

/** The drain of one node: it is cordoned, pods are evicted while fewer than `allowed` are away, and their replacements bound wherever that is legal. */
export function drain(nodes: readonly Node[], spec: Spec, start: Pods, node: number, allowed: number): Work {
  const found = { ends: false, stops: false };
  explore<Pods>([[start[0] as readonly number[]]], (pods, visit) => {
    const left = pods[0]?.[node] as number;
    if (left === 0) {
      found.ends = true;
      return;
    }
    let moves = 0;
    const away = spec.replicas - total(pods);
    const go = (state: Pods) => {
      moves++;
      visit(state);
    };
    if (away < allowed) go(changed(pods, 0, node, -1));
    if (away > 0) for (const open of feasible(nodes, spec, pods, 0, new Set([node]))) go(changed(pods, 0, open, 1));
    if (moves === 0) found.stops = true;
  });
  return found;
}

/** A rollout and the drain of a node that meet: pods of each revision, evicted ones of the old revision that wait for a node, and the node once it is cordoned. */
interface Meeting {
  readonly pods: Pods;
  readonly waiting: number;
  readonly cordoned?: number;
}

/** Whether a rollout and the drain of some node, begun before or amid it, can come to where each waits for the other. A drain that has ended gives its node back. */
export function meetingStops(nodes: readonly Node[], spec: Spec, start: Pods, allowed: number): boolean {
  let stops = false;
  explore<Meeting>([{ pods: [start[0] as readonly number[], nodes.map(() => 0)], waiting: 0 }], ({ pods, waiting, cordoned }, visit) => {
    const [old, next] = pods as [readonly number[], readonly number[]];
    const ready = total(pods);
    const left = cordoned === undefined ? 0 : (old[cordoned] as number) + (next[cordoned] as number);
    if (cordoned !== undefined && left === 0) return;
    let moves = 0;
    const go = (state: Meeting) => {
      moves++;
      visit(state);
    };
    const closed = new Set(cordoned === undefined ? [] : [cordoned]);
    const bind = (revision: number, still: number) => {
      for (const node of feasible(nodes, spec, pods, revision, closed))
        go({ pods: changed(pods, revision, node, 1), waiting: still, cordoned });
    };
    if (ready + waiting < spec.replicas + spec.surge && total([next]) < spec.replicas) bind(1, waiting);
    if (waiting > 0) bind(0, waiting - 1);
    if (ready > spec.replicas - spec.unavailable)
      old.forEach((count, node) => {
        if (count > 0) go({ pods: changed(pods, 0, node, -1), waiting, cordoned });
      });
    // Pods that aren't ready go first, and take no ready one along.
    if (waiting > 0 && ready + waiting > spec.replicas - spec.unavailable) go({ pods, waiting: waiting - 1, cordoned });
    if (cordoned === undefined) {
      nodes.forEach((_, node) => {
        visit({ pods, waiting, cordoned: node });
      });
      return;
    }
    if (ready > spec.replicas - allowed) {
      if ((old[cordoned] as number) > 0) go({ pods: changed(pods, 0, cordoned, -1), waiting: waiting + 1, cordoned });
      if ((next[cordoned] as number) > 0) go({ pods: changed(pods, 1, cordoned, -1), waiting, cordoned });
    }
    if (moves === 0) stops = true;
  });
  return stops;
}
