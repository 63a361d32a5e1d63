import { explore, type Node } from './scheduler';

/**
 * A StatefulSet whose volumes hold each pod in its zone, by brute force: every node by itself, every order of drains, losses and returns. A node is drained at a time, and the next
 * one while pods of the last are still away; a node or a zone is lost only while all pods stand.
 */
export interface Zonal {
  readonly replicas: number;
  readonly podsPerNode: number;
  /** Skews of the rule over hosts, and of that over zones, which counts all nodes; 0 where there is none. */
  readonly host: number;
  readonly zone: number;
  /** Whether the rule over hosts leaves cordoned and lost nodes out of its count. */
  readonly honors: boolean;
  /** Pods that the budget lets go at a time. */
  readonly allowed: number;
}

interface State {
  /** Pods on each node. */
  readonly pods: readonly number[];
  /** Pods of each zone that wait. */
  readonly away: readonly number[];
  readonly drained?: number;
  readonly dead: readonly number[];
}

/** What a search met: placements with all pods, whether a pod waited with all nodes there, and whether a drain came to a stop. */
export interface Met {
  readonly placements: readonly (readonly number[])[];
  readonly waits: boolean;
  readonly hangs: boolean;
}

/** Everything that drains, losses and returns lead to after a fresh start. */
export function lived(nodes: readonly Node[], spec: Zonal): Met {
  const zones = [...new Set(nodes.map(({ zone }) => zone))];
  const placements: (readonly number[])[] = [];
  let [waits, hangs] = [false, false];
  const empty: State = { pods: nodes.map(() => 0), away: zones.map(() => 0), dead: [] };
  const starts: State[] = [];
  explore<State>([empty], (state, visit) => {
    if (total(state.pods) === spec.replicas) {
      starts.push(state);
      return;
    }
    const open = nodes.flatMap((_, node) => (isOpen(nodes, spec, state, node) ? [node] : []));
    if (open.length === 0) waits = true;
    for (const node of open) visit({ ...state, pods: plus(state.pods, node, 1) });
  });
  explore<State>(starts, (state, visit) => {
    const { pods, away, drained, dead } = state;
    const missing = total(away);
    if (missing === 0 && drained === undefined && dead.length === 0) placements.push(pods);
    let binds = 0;
    for (const [zone, count] of away.entries()) {
      if (count === 0) continue;
      for (const [node, { zone: of }] of nodes.entries())
        if (of === zones[zone] && isOpen(nodes, spec, state, node)) {
          binds++;
          visit({ ...state, pods: plus(pods, node, 1), away: plus(away, zone, -1) });
        }
    }
    if (dead.length > 0) {
      visit({ ...state, dead: [] });
      for (const node of dead) if ((pods[node] as number) > 0) visit(gone(nodes, zones, state, node));
      return;
    }
    if (drained === undefined) {
      if (missing > 0 && binds === 0) waits = true;
      for (const node of nodes.keys()) visit({ ...state, drained: node });
      if (missing > 0) return;
      for (const node of nodes.keys()) visit({ ...state, dead: [node] });
      for (const zone of zones) visit({ ...state, dead: nodes.flatMap((it, node) => (it.zone === zone ? [node] : [])) });
      return;
    }
    if (pods[drained] === 0) visit({ ...state, drained: undefined });
    else if (missing < spec.allowed) visit(gone(nodes, zones, state, drained));
    else if (binds === 0) hangs = true;
  });
  return { placements, waits, hangs };
}

function gone(nodes: readonly Node[], zones: readonly string[], state: State, node: number): State {
  return { ...state, pods: plus(state.pods, node, -1), away: plus(state.away, zones.indexOf(nodes[node]?.zone as string), 1) };
}

/** Nodes that are drained or dead are closed, and the rule over hosts leaves them out. */
function isOpen(nodes: readonly Node[], spec: Zonal, { pods, drained, dead }: State, node: number): boolean {
  const isOut = (index: number) => index === drained || dead.includes(index);
  if (isOut(node) || (pods[node] as number) >= spec.podsPerNode) return false;
  const counted = pods.filter((_, index) => !spec.honors || !isOut(index));
  if (spec.host > 0 && (pods[node] as number) + 1 - Math.min(...counted) > spec.host) return false;
  if (spec.zone === 0) return true;
  const zones = new Map<string, number>();
  for (const [index, { zone }] of nodes.entries()) zones.set(zone, (zones.get(zone) ?? 0) + (pods[index] as number));
  return (zones.get(nodes[node]?.zone as string) as number) + 1 - Math.min(...zones.values()) <= spec.zone;
}

function plus(counts: readonly number[], index: number, by: number): number[] {
  return counts.map((count, at) => (at === index ? count + by : count));
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
