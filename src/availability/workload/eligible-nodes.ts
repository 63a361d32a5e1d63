import type { Cell, Cluster } from '../../cluster/cluster';
import type { Place } from '../../manifests/place';
import { nodeSelection } from './node-selection';
import { repels } from './tolerations';

/** The cells whose nodes accept a pod by its node selection and tolerations. */
export function eligibleCells(spec: Place, cluster: Cluster): readonly Cell[] {
  const { selects } = nodeSelection(spec);
  const tolerations = spec.items('tolerations');
  return cluster.cells.filter((cell) => selects(cell.labels) && !repels(tolerations, cell.taints));
}

/** How many nodes accept a pod: those that there are, or those of pools that have grown. */
export function eligibleNodes(spec: Place, cluster: Cluster, grown = false): number {
  return eligibleCells(spec, cluster).reduce((sum, { nodes, growth }) => sum + (grown && growth ? growth.nodes : nodes), 0);
}
