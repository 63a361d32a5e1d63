import { idOf } from '../../manifests/identity';
import { alwaysReopens } from '../placement/certificate';
import type { Grid } from '../placement/grid';
import { domainSums } from '../placement/legal';
import { sum } from '../placement/search';
import { alwaysReturns, areNodes, losesParts } from '../placement/zonal';
import type { Workload } from '../workload/workload';
import { type Blocked, type Planned, pods, restOf } from './planned';

/** Pods that the workload's own rules and the nodes leave waiting indefinitely: when it is created, or after what moved some of them. */
export function waitingOf({ workload, placements }: Planned): readonly Blocked[] {
  const { fresh, afterFailure } = placements;
  if (workload.kind === 'DaemonSet') return [];
  const missing = [...fresh.partial, ...afterFailure.partial].map((counts) => placements.replicas - sum(counts));
  const blocked = (because: string): readonly Blocked[] => [
    { event: 'placement', certain: false, tell: (it) => ({ because, object: idOf(it) }) },
  ];
  if (missing.length > 0)
    return blocked(
      `${pods(Math.max(...missing))} of ${placements.replicas} may wait for a node indefinitely: its constraints and the nodes may allow no more`,
    );
  const grid = placements.bounded?.grid ?? placements.grid;
  const mayClose =
    workload.storage.pins === 'zone'
      ? (losesParts(grid) || grid.rules.some((rule) => rule.honorsTaints)) && !alwaysReturns(grid, restOf(placements), false)
      : mayContradictInTime(grid, workload);
  if (mayClose)
    return blocked(
      `after several drains or failures in a row a constraint ${grid.rules.some((rule) => rule.honorsTaints) ? 'with nodeTaintsPolicy: Honor' : 'that counts no deleted nodes'} and its other rules may leave a pod no node in common, also when all nodes are back`,
    );
  if (
    workload.kind === 'StatefulSet' &&
    workload.storage.pins !== 'free' &&
    [...grid.rules, ...grid.limits].some((it) => crosses(grid, it))
  )
    return blocked(
      'pods that come back to their volumes one by one may wait for each other: a constraint of theirs counts nodes of several zones, or parts of one, together',
    );
  return [];
}

/**
 * Whether a failure amid a release or a drain might leave pods waiting forever, though neither does by itself: a pod of a StatefulSet in order is away, and the next one is
 * lost with another zone. It has to come first, and can't: its volume is where a rule wants no pod more until one stands in that zone.
 */
export function needsNoFailureAmidWork({ workload, placements }: Planned): boolean {
  const { ordered, storage } = workload;
  if (!ordered || storage.pins === 'free') return false;
  const { grid, replicas, bounded } = placements;
  const rules = (bounded?.grid ?? grid).rules.filter(({ domains }) => domains > 1);
  return bounded
    ? rules.some(({ maxSkew }) => replicas > maxSkew)
    : restOf(placements).some((counts) =>
        rules.some(({ domainOf, domains, maxSkew }) => Math.max(...domainSums(domainOf, counts, domains)) > maxSkew),
      );
}

/** Whether a rule that leaves out cordoned nodes meets another one, or nodes that its emptiest domain may have full: what it lets stand a drain or a loss later isn't searched. */
function mayContradictInTime(grid: Grid, { replicas, maximum, strategy }: Workload): boolean {
  const { rules: all, limits, leaves } = grid;
  // One domain is never fuller than itself.
  const rules = all.filter(({ domains, minDomains }) => domains > 1 || domains < minDomains);
  const room = (domainOf: readonly number[], domain: number) =>
    leaves.reduce((sum, it, leaf) => sum + (domainOf[leaf] === domain ? it.nodes * Math.min(it.perNode, it.perNodeAndRevision) : 0), 0);
  const most = { all: Math.max(replicas, maximum) + strategy.surge - 1, newest: replicas - 1 };
  return rules.some((rule) => {
    const { honorsTaints, domainOf, domains } = rule;
    if (!honorsTaints) return false;
    if (areNodes(grid, rule)) return !alwaysReopens(grid, rule, most);
    return (
      rules.length + limits.length > 1 ||
      Array.from({ length: domains }, (_, domain) => room(domainOf, domain)).some((pods) => pods <= Math.floor((replicas - 1) / domains))
    );
  });
}

/** Whether domains lie in several zones, or several of more than a node lie in one. */
function crosses({ leaves }: Grid, { domainOf }: { readonly domainOf: readonly number[] }): boolean {
  const members = new Map<number, { readonly zones: Set<number>; nodes: number }>();
  for (const [leaf, domain] of domainOf.entries()) {
    if (domain < 0) continue;
    const member = members.get(domain) ?? { zones: new Set(), nodes: 0 };
    member.zones.add(leaves[leaf]?.zone ?? 0);
    member.nodes += leaves[leaf]?.nodes ?? 0;
    members.set(domain, member);
  }
  const all = [...members.values()];
  const zones = new Set(all.flatMap((it) => [...it.zones]));
  return all.some((it) => it.zones.size > 1) || (zones.size < all.length && all.some((it) => it.nodes > 1));
}
