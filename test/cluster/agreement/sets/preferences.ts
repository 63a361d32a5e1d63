import { HOSTNAME_LABEL } from '../../harness/nodes';

/** What the scheduler counts for a pod's preferred nodes: it goes by them among the feasible ones. */
export const PREFERENCE = 50;

/** How much less each node is preferred than the one before it. */
const STEP = 7;

/**
 * The affinity of pods that prefer some nodes, the first ones most. By itself the scheduler spreads pods evenly, and so seldom comes to a placement in which a proof is tight.
 * No proof rests on preferences, so none changes by them.
 */
export function preferring(nodes: readonly string[]): { readonly nodeAffinity: object } {
  const preferred = nodes.map((node, index) => ({
    weight: Math.max(1, 100 - index * STEP),
    preference: { matchExpressions: [{ key: HOSTNAME_LABEL, operator: 'In', values: [node] }] },
  }));
  return { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: preferred } };
}
