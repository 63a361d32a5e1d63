import { type Cell, type Cluster, hostnameLabel } from '../../cluster/cluster';
import type { SpreadConstraint } from './spread';
import { repels } from './tolerations';
import type { PlacementRules } from './workload';

/**
 * Whether the scheduler counts a cell's nodes for a constraint.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/scheduler/framework/plugins/podtopologyspread, calPreFilterState: nodes that lack a label of any constraint are in no domain.
 */
export function isCounted(
  { honorsAffinity, honorsTaints }: SpreadConstraint,
  { spreads, selection, tolerations }: Pick<PlacementRules, 'spreads' | 'selection' | 'tolerations'>,
  { labels, taints }: Cell,
): boolean {
  return (
    spreads.every(({ key }) => key === hostnameLabel || labels.has(key)) &&
    !(honorsAffinity && !selection.selects(labels)) &&
    !(honorsTaints && repels(tolerations, taints))
  );
}

/** Constraints over domains that may have no node until a pool grows: until then pods are spread over the others, and as nobody waits, none does. As sentences. */
export function growingDomains(
  rules: Pick<PlacementRules, 'spreads' | 'selection' | 'tolerations'>,
  { cells }: Pick<Cluster, 'cells'>,
): readonly string[] {
  return rules.spreads.flatMap((spread) => {
    if (spread.key === hostnameLabel) return [];
    const nodes = new Map<string, number>();
    for (const cell of cells.filter((it) => isCounted(spread, rules, it))) {
      const domain = cell.labels.get(spread.key) ?? '';
      nodes.set(domain, (nodes.get(domain) ?? 0) + cell.nodes);
    }
    const empty = [...nodes].find(([, count]) => count === 0)?.[0];
    if (empty === undefined || spread.minDomains >= nodes.size) return [];
    return [`${spread.key} ${empty} has no node for its pods until a pool grows, and no pod waits for one; set minDomains: ${nodes.size}`];
  });
}
