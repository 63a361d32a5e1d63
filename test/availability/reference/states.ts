/**
 * The probability that a service is down by adding up every state of every zone, node and pod: 2^(zones + nodes + pods) terms, no convolution, no conditioning.
 */
export interface System {
  readonly zoneDown: readonly number[];
  /** Nodes with pods: their zone, how many pods, and how likely the node is down. */
  readonly nodes: readonly { readonly zone: number; readonly pods: number; readonly down: number }[];
  readonly crash: number;
  readonly replicas: number;
  readonly needed: number;
  readonly shards?: { readonly copies: number; readonly perZone: number; readonly perNode: number };
}

/** What is lost in a state, and whether the service is down then. */
function isDown(system: System, lostOnNode: readonly number[]): boolean {
  const lost = lostOnNode.reduce((sum, pods) => sum + pods, 0);
  const standing = system.nodes.reduce((sum, node) => sum + node.pods, 0) - lost;
  if (standing < system.needed) return true;
  const { shards } = system;
  if (!shards) return false;
  const zones = system.zoneDown.map((_, zone) => {
    const copies = system.nodes.reduce(
      (sum, node, i) => sum + (node.zone === zone ? Math.min(lostOnNode[i] as number, shards.perNode) : 0),
      0,
    );
    return Math.min(copies, shards.perZone);
  });
  return zones.reduce((sum, copies) => sum + copies, 0) >= shards.copies;
}

export function unavailability(system: System): number {
  let sum = 0;
  eachState(system.zoneDown, (zones, pZones) =>
    eachState(
      system.nodes.map((node) => node.down),
      (nodes, pNodes) => {
        const pods = system.nodes.flatMap((node, i) => Array.from({ length: node.pods }, () => i));
        eachState(
          pods.map(() => system.crash),
          (crashed, pPods) => {
            const lost = system.nodes.map((node, i) => {
              if (zones[node.zone] || nodes[i]) return node.pods;
              return pods.filter((on, pod) => on === i && crashed[pod]).length;
            });
            if (isDown(system, lost)) sum += pZones * pNodes * pPods;
          },
        );
      },
    ),
  );
  return sum;
}

function eachState(down: readonly number[], visit: (state: readonly boolean[], p: number) => void): void {
  for (let mask = 0; mask < 1 << down.length; mask++) {
    const state = down.map((_, i) => (mask & (1 << i)) !== 0);
    const p = down.reduce((product, q, i) => product * (state[i] ? q : 1 - q), 1);
    if (p > 0) visit(state, p);
  }
}

/** The same by drawing states at random: for systems too large to enumerate. */
export function monteCarlo(system: System, draws: number, random: () => number): number {
  let down = 0;
  for (let draw = 0; draw < draws; draw++) {
    const zones = system.zoneDown.map((q) => random() < q);
    const lost = system.nodes.map((node) => {
      if (zones[node.zone] || random() < node.down) return node.pods;
      return Array.from({ length: node.pods }, () => random() < system.crash).filter(Boolean).length;
    });
    if (isDown(system, lost)) down++;
  }
  return down / draws;
}
