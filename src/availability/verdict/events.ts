import type { Grid } from '../placement/grid';
import type { Recovery, Relocation } from '../placement/relocation';
import { afterNodeLoss, afterZoneLoss } from '../placement/relocation';
import type { Placements } from '../placement/sets';
import { type Counts, zoneVector } from '../placement/symmetry';
import type { Candidate } from '../probability/candidate';
import { spreadOfCopies } from '../probability/member';
import type { Setting } from '../probability/setting';
import type { Predicate } from '../workload/predicate';
import type { Workload } from '../workload/workload';

/** The events of the model, those first that a proof has to survive. */
const eventNames = [
  'lose one pod',
  'lose one node',
  'lose one zone',
  'drain one node',
  'rolling update',
  'pool upgrade',
  'lose two nodes',
  'lose one zone and one node',
  'lose the volumes of one zone',
] as const;
export type EventName = (typeof eventNames)[number];

/** What the events are run against: a workload and all its placements. */
interface Assessed {
  readonly workload: Workload;
  readonly predicate: Predicate;
  readonly setting: Setting;
  readonly placements: Placements;
  readonly staged: readonly Staged[];
}

interface Staged {
  readonly counts: Counts;
  readonly since: number;
  readonly candidates: readonly Candidate[];
}

/** What one event takes away in one placement. */
interface Loss {
  readonly pods: number;
  readonly copies: number;
  readonly zone?: number;
  /** Whether the event takes so many only if somebody goes about it in a way that nothing tells. */
  readonly isOpen?: boolean;
}

/** What one event does to a workload by itself, in the worst of its placements. */
export interface Outcome {
  readonly event: EventName;
  readonly worstReady: number;
  readonly survives: boolean;
  readonly recovers: Recovery;
  /** The first placement that shows the failure. */
  readonly witness?: {
    readonly counts: Counts;
    readonly stage: number;
    readonly lost: number;
    readonly zone?: number;
    readonly exact: boolean;
  };
}

/** Runs every event against every placement. */
export function outcomesOf(assessment: Assessed): readonly Outcome[] {
  return eventNames.map((event) => outcome(event, assessment));
}

function outcome(event: EventName, assessment: Assessed): Outcome {
  const { predicate, workload } = assessment;
  let worstReady = predicate.replicas;
  let witness: Outcome['witness'];
  for (const staged of assessment.staged) {
    const bound = staged.counts.reduce((sum, count) => sum + count, 0);
    const missing = predicate.replicas - bound;
    for (const loss of lossesOf(event, assessment, staged)) {
      worstReady = Math.min(worstReady, bound - loss.pods);
      if (!isDown(predicate, missing + loss.pods, loss.copies) || (witness && witness.stage <= staged.since)) continue;
      const { fresh, afterRollouts, afterFailure } = assessment.placements;
      // Where every pod is needed the loss of one stops it wherever they stand.
      const anywhere = event === 'lose one pod' && predicate.tolerated < 1 && workload.unbounded.length === 0;
      const exact =
        !loss.isOpen && (anywhere || ([fresh, afterRollouts, afterFailure][staged.since]?.exact === true && !workload.approximate));
      witness = { counts: staged.counts, stage: staged.since, lost: loss.pods, zone: loss.zone, exact };
    }
  }
  return { event, worstReady: Math.max(0, worstReady), survives: witness === undefined, recovers: recovery(event, assessment), witness };
}

function isDown(predicate: Predicate, pods: number, copies: number): boolean {
  return pods > predicate.tolerated || (predicate.shards !== undefined && copies >= predicate.shards.copies);
}

function lossesOf(event: EventName, assessment: Assessed, staged: Staged): readonly Loss[] {
  const { setting, predicate, workload } = assessment;
  const { grid } = setting;
  const { counts } = staged;
  const vector = zoneVector(grid.leaves, grid.zones, counts);
  const limit = spreadOfCopies(predicate, vector, predicate.shards ? usedNodes(staged) : 0);
  const load = (leaf: number, count: number) =>
    Math.min(count, grid.leaves[leaf]?.perNode ?? 0, grid.leaves[leaf]?.perNodeAndRevision ?? 0);
  const loss = (pods: number, zone?: number): Loss => ({ pods, copies: Math.min(pods, limit.perNode, limit.perZone), zone });
  const nodes = counts.map((count, leaf) => loss(load(leaf, count), grid.leaves[leaf]?.zone));
  const zones = vector.map((pods, zone) => ({ pods, copies: Math.min(copiesIn(grid, counts, zone, limit.perNode), limit.perZone), zone }));
  const planned = (pods: number): Loss => {
    const most = workload.budgets.length > 0 ? Math.min(pods, ...workload.budgets.map((budget) => budget.allowed)) : pods;
    return {
      pods: most,
      copies: Math.min(most, ...(predicate.shards && limit.perZone < most ? [vector.filter((it) => it > 0).length * limit.perZone] : [])),
    };
  };
  switch (event) {
    case 'lose one pod':
      return counts.some((count) => count > 0) ? [{ pods: 1, copies: 1 }] : [{ pods: 0, copies: 0 }];
    case 'lose one node':
      return nodes;
    case 'lose one zone':
      return zones;
    case 'drain one node':
      return nodes.map((node) =>
        workload.kind === 'DaemonSet' ? node : { ...planned(node.pods), copies: Math.min(node.copies, planned(node.pods).copies) },
      );
    case 'rolling update':
      return [planRollout(assessment)];
    case 'pool upgrade':
      return workload.kind === 'DaemonSet' ? nodes : upgrades(assessment, counts).map((it) => ({ ...planned(it.pods), isOpen: it.isOpen }));
    case 'lose two nodes':
      return pairs(grid, counts, load).map(([a, b]) => ({ pods: a.pods + b.pods, copies: copiesOf([a, b], limit) }));
    case 'lose one zone and one node':
      return zones.flatMap((zone) =>
        nodes.filter((node) => node.zone !== zone.zone).map((node) => ({ pods: zone.pods + node.pods, copies: zone.copies + node.copies })),
      );
    case 'lose the volumes of one zone':
      return workload.storage.pins === 'free' ? [{ pods: 0, copies: 0 }] : zones;
  }
}

/** Copies of a shard in a zone, as far as its nodes hold them: so many each at most. */
function copiesIn({ leaves }: Grid, counts: Counts, zone: number, perNode: number): number {
  return counts.reduce((copies, count, leaf) => {
    const { zone: own, nodes = 0 } = leaves[leaf] ?? {};
    return own === zone && count > 0 ? copies + Math.min(count, nodes * perNode) : copies;
  }, 0);
}

interface Part {
  readonly pods: number;
  readonly zone: number;
}

/** The two fullest nodes, of one leaf or of two. */
function pairs(grid: Grid, counts: Counts, load: (leaf: number, count: number) => number): readonly [Part, Part][] {
  const parts = counts.flatMap((count, leaf) => {
    const first = load(leaf, count);
    const second = load(leaf, count - first);
    return [first, second].filter((pods) => pods > 0).map((pods) => ({ pods, zone: grid.leaves[leaf]?.zone ?? 0 }));
  });
  const found: [Part, Part][] = [];
  parts.forEach((a, i) => {
    for (const b of parts.slice(i + 1)) found.push([a, b]);
  });
  const [only] = parts;
  return found.length > 0 || !only ? found : [[only, { ...only, pods: 0 }]];
}

function copiesOf(parts: readonly Part[], limit: { perNode: number; perZone: number }): number {
  const [a, b] = parts.map((part) => Math.min(part.pods, limit.perNode));
  const together = (a ?? 0) + (b ?? 0);
  return parts[0]?.zone === parts[1]?.zone
    ? Math.min(together, limit.perZone)
    : Math.min(a ?? 0, limit.perZone) + Math.min(b ?? 0, limit.perZone);
}

/** A rolling update takes what its strategy lets it take; `Recreate` everything. */
function planRollout({ workload, predicate }: Assessed): Loss {
  const pods = workload.strategy.type === 'recreate' ? predicate.replicas : Math.min(predicate.replicas, workload.strategy.unavailable);
  return { pods, copies: pods };
}

/**
 * Node after node of a pool, the next drain beginning as soon as the last pod is evicted: without a budget all its pods may be on their way at once. Pools of other names
 * may be upgraded right after, as those of one zone each are, or at once.
 */
function upgrades({ setting }: Assessed, counts: Counts): readonly { readonly pods: number; readonly isOpen: boolean }[] {
  const { cluster, grid } = setting;
  const pools = new Map<string, { pods: number }>();
  counts.forEach((count, leaf) => {
    const pool = cluster.cells[grid.leaves[leaf]?.cell ?? 0]?.pool ?? '';
    const sum = pools.get(pool) ?? { pods: 0 };
    sum.pods += count;
    pools.set(pool, sum);
  });
  const each = [...pools.values()].map(({ pods }) => ({ pods, isOpen: false }));
  return each.length === 1 ? each : [...each, { pods: each.reduce((sum, { pods }) => sum + pods, 0), isOpen: true }];
}

/** Nodes in use in the densest arrangement. */
function usedNodes({ candidates }: Staged): number {
  return Math.min(...candidates.map((it) => it.loads.reduce((sum, loads) => sum + loads.length, 0)));
}

function recovery(event: EventName, assessment: Assessed): Recovery {
  const { setting, staged } = assessment;
  const { grid, moves } = setting;
  const seen: Relocation[] = [];
  for (const { counts } of staged) {
    if (event === 'lose one node' || event === 'drain one node')
      counts.forEach((count, leaf) => {
        const { perNode = 0, perNodeAndRevision = 0 } = grid.leaves[leaf] ?? {};
        // A cordoned node is no deleted one: it keeps its part in the count, however long the drain takes.
        const able =
          event === 'drain one node'
            ? {
                ...moves,
                replaced: assessment.workload.kind !== 'DaemonSet' && assessment.workload.storage.pins !== 'node',
                nodesGo: false,
                stays: 'no' as const,
              }
            : moves;
        if (count > 0) seen.push(afterNodeLoss(grid, counts, leaf, Math.min(count, perNode, perNodeAndRevision), able));
      });
    else if (event === 'lose one zone')
      zoneVector(grid.leaves, grid.zones, counts).forEach((pods, zone) => {
        if (pods > 0) seen.push(afterZoneLoss(grid, counts, zone, moves));
      });
  }
  if (seen.length === 0)
    return event === 'lose one pod' || event === 'rolling update' || event === 'pool upgrade' ? 'guaranteed' : 'impossible';
  if (seen.every((it) => it.all === 'impossible')) return 'impossible';
  return seen.every((it) => it.all === 'guaranteed') && setting.roomIsSure ? 'guaranteed' : 'possible';
}
