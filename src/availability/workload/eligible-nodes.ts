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

/** The cells whose nodes accept a pod by its node selection and tolerations. */
export function eligibleCells(spec: Place, { cells }: Cluster): readonly Cell[] {
  const rules = { selection: nodeSelection(spec), tolerations: spec.items('tolerations') };
  return cells.filter((cell) => isEligible(rules, cell));
}

/** How many nodes accept a pod: those that there are, or those of pools that have grown. */
export function eligibleNodes(spec: Place, cluster: Cluster, grown = false): number {
  return eligibleCells(spec, cluster).reduce((sum, { nodes, growth }) => sum + (grown && growth ? growth.nodes : nodes), 0);
}
