import { type Cell, type Cluster, hostnameLabel, nodesAreDeleted } from '../../cluster/cluster';
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

/**
 * Constraints over domains that may leave the count as a whole until a pool grows, as sentences: those without a node, and, where nodes that are cordoned, lost or deleted
 * aren't counted, those with one. Pods are spread over the others then, and as nobody waits, none does.
 */
export function growingDomains(
  rules: Pick<PlacementRules, 'spreads' | 'selection' | 'tolerations'>,
  cluster: Pick<Cluster, 'cells' | 'times'>,
): readonly string[] {
  const nodesGo = nodesAreDeleted(cluster);
  return rules.spreads.flatMap((spread) => {
    if (spread.key === hostnameLabel) return [];
    const found = new Map<string, { least: number; most: number }>();
    for (const { labels, nodes, growth } of cluster.cells.filter((it) => isCounted(spread, rules, it))) {
      const domain = labels.get(spread.key) ?? '';
      const { least, most } = found.get(domain) ?? { least: 0, most: 0 };
      found.set(domain, { least: least + nodes, most: most + (growth?.nodes ?? nodes) });
    }
    if (spread.minDomains >= found.size) return [];
    const mayLeave = nodesGo || spread.honorsTaints ? 1 : 0;
    const growing = [...found].find(([, { least, most }]) => least === 0 || (least <= mayLeave && least < most));
    if (!growing) return [];
    const [domain, { least }] = growing;
    const until =
      least === 0 ? 'has no node for its pods until a pool grows' : 'has one node until a pool grows, and may be left without it';
    return [`${spread.key} ${domain} ${until}, and no pod waits for one; set minDomains: ${found.size}`];
  });
}
