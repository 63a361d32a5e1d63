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
