import type { Cell, Cluster } from '../../cluster/cluster';
import type { Place } from '../../manifests/place';
import { nodeSelection } from './node-selection';
import { repels } from './tolerations';
import type { PlacementRules } from './workload';

/** Whether the nodes of a cell accept pods by their node selection and tolerations. */
export function isEligible(
  { selection, tolerations }: Pick<PlacementRules, 'selection' | 'tolerations'>,
  { labels, taints }: Cell,
): boolean {
  return selection.selects(labels) && !repels(tolerations, taints);
}

const known = new WeakMap<Place, { readonly cluster: Cluster; readonly cells: readonly Cell[] }>();

/** The cells whose nodes accept a pod by its node selection and tolerations. */
export function eligibleCells(spec: Place, cluster: Cluster): readonly Cell[] {
  const before = known.get(spec);
  if (before?.cluster === cluster) return before.cells;
  const rules = { selection: nodeSelection(spec), tolerations: spec.items('tolerations') };
  const cells = cluster.cells.filter((cell) => isEligible(rules, cell));
  known.set(spec, { cluster, cells });
  return cells;
}

/** How many nodes accept a pod: those that there are, or those of pools that have grown. */
export function eligibleNodes(spec: Place, cluster: Cluster, grown = false): number {
  return eligibleCells(spec, cluster).reduce((sum, { nodes, growth }) => sum + (grown && growth ? growth.nodes : nodes), 0);
}
