import { even } from '../placement/arrangement';
import type { Grid } from '../placement/grid';
import { legalLeaves } from '../placement/legal';
import { orbit } from '../placement/orbit';
import { changed, sum } from '../placement/search';
import { type Counts, zoneVector } from '../placement/symmetry';
import { seriesUnavailability } from '../probability/series';
import type { Assessment } from '../verdict/assessment';
import type { Board } from './board';
import type { ScenePod } from './scene';

/** Pods per leaf, and how many stand together on the nodes of each. */
interface Arrangement {
  readonly counts: Counts;
  readonly loads: readonly (readonly number[])[];
}

/** Placements up to which the figure of each is asked for. */
const mostFigures = 500;

/** Pods up to which a placement that was not searched is made up one by one. */
const mostPods = 2_000;

/** The most even placement of a fresh deployment. */
export function expectedOf({ placements, setting }: Assessment): Arrangement {
  const { grid } = setting;
  const [first, ...others] = placements.fresh.full;
  const counts = first
    ? others.reduce((best, it) => (unevenness(grid, it) < unevenness(grid, best) ? it : best), first)
    : bound(grid, placements.replicas);
  return evenly(grid, counts);
}

/** The placement that shows why an event stops it; else the one with the highest unavailability. */
export function worstOf(assessment: Assessment): Arrangement {
  const { staged, outcomes, setting } = assessment;
  const witness = outcomes.find(({ witness }) => witness !== undefined && sum(witness.counts) > 0)?.witness;
  const shown = witness ? staged.filter(({ counts }) => counts === witness.counts) : staged;
  if (shown.length === 0) return expectedOf(assessment);
  if (shown.length > mostFigures) {
    const counts = shown.reduce((worst, it) =>
      unevenness(setting.grid, it.counts) > unevenness(setting.grid, worst.counts) ? it : worst,
    ).counts;
    return evenly(setting.grid, counts);
  }
  const candidates = shown.flatMap((it) => it.candidates).map((it) => ({ ...it, down: seriesUnavailability([it.upper]) }));
  const [first, ...others] = candidates;
  if (!first) return expectedOf(assessment);
  return others.reduce((worst, it) => (it.down > worst.down ? it : worst), first);
}

function evenly({ leaves }: Grid, counts: Counts): Arrangement {
  return { counts, loads: counts.map((count, leaf) => even(count, leaves[leaf]?.nodes ?? 0)) };
}

function unevenness({ leaves, zones }: Grid, counts: Counts): number {
  const squares = (of: readonly number[]) => of.reduce((total, it) => total + it * it, 0);
  return squares(zoneVector(leaves, zones, counts)) * 1e6 + squares(counts);
}

/** One order of binding, where no placement was searched: each pod on the emptiest place that is legal. */
function bound(grid: Grid, replicas: number): Counts {
  let counts: Counts = grid.leaves.map(() => 0);
  for (let pod = 0; pod < Math.min(replicas, mostPods); pod++) {
    const legal = legalLeaves(grid, counts, counts);
    const [first, ...others] = legal;
    if (first === undefined) break;
    const share = (leaf: number) => (counts[leaf] ?? 0) / (grid.leaves[leaf]?.nodes ?? 1);
    counts = changed(
      counts,
      others.reduce((least, leaf) => (share(leaf) < share(least) ? leaf : least), first),
      1,
    );
  }
  return counts;
}

/** Alike zones that are tried for one workload. */
const mostImages = 24;

/**
 * Puts a workload's pods on nodes, beside those that stand there already.
 *
 * @param spread whether alike zones are exchanged so that all carry as much, and emptier nodes come first, as the scheduler prefers; else fuller ones do, so that a node
 * takes as much along as it may
 */
export function placed(assessment: Assessment, arrangement: Arrangement, workload: number, board: Board, spread: boolean): ScenePod[] {
  const { grid } = assessment.setting;
  const images = orbit(grid, arrangement.counts).slice(0, mostImages);
  let best: { pods: ScenePod[]; waiting: number; cost: number } | undefined;
  for (const counts of images) {
    const loads = counts === arrangement.counts ? arrangement.loads : loadsOf(grid, counts, arrangement);
    const pods = onNodes(assessment, loads, workload, board, spread ? leastUsed : mostUsed);
    const waiting = pods.filter(({ node }) => node === null).length;
    const cost = spread && images.length > 1 ? crowding(board) : 0;
    for (const { node } of pods) if (node !== null) board.take(node, assessment.workload);
    if (!best || waiting < best.waiting || (waiting === best.waiting && cost < best.cost - 1e-9)) best = { pods, waiting, cost };
    if (!spread && waiting === 0) break;
  }
  const pods = best?.pods ?? [];
  for (const { node } of pods) if (node !== null) board.put(node, assessment.workload);
  const missing = Math.min(mostPods, assessment.predicate.replicas) - pods.length;
  return [...pods, ...Array.from({ length: Math.max(0, missing) }, () => ({ workload, node: null }))];
}

/** The larger, the less evenly the zones are used. */
function crowding(board: Board): number {
  const zones = new Map<number, number>();
  board.nodes.forEach(({ zone }, node) => {
    zones.set(zone, (zones.get(zone) ?? 0) + board.use(node));
  });
  return [...zones.values()].reduce((total, it) => total + it * it, 0);
}

/** The loads of an arrangement after alike zones were exchanged: a leaf takes those of one with as many pods. */
function loadsOf(grid: Grid, counts: Counts, arrangement: Arrangement): readonly (readonly number[])[] {
  return counts.map((count, leaf) => {
    const like = arrangement.counts.findIndex((other, index) => other === count && grid.leaves[index]?.nodes === grid.leaves[leaf]?.nodes);
    return arrangement.loads[like] ?? even(count, grid.leaves[leaf]?.nodes ?? 0);
  });
}

function onNodes(
  { setting, workload: it }: Assessment,
  loads: Arrangement['loads'],
  workload: number,
  board: Board,
  choose: typeof leastUsed,
): ScenePod[] {
  const pods: ScenePod[] = [];
  loads.forEach((ofLeaf, leaf) => {
    const used = new Set<number>();
    for (const load of ofLeaf) {
      const free = nodesOf(setting.grid, leaf, board).filter((node) => !used.has(node));
      const whole = choose(
        board,
        free.filter((node) => board.has(node, it, load)),
      );
      for (let pod = 0; pod < load; pod++) {
        const node =
          whole ??
          choose(
            board,
            free.filter((other) => board.has(other, it)),
          );
        if (node !== undefined) {
          board.put(node, it);
          used.add(node);
        }
        pods.push({ workload, node: node ?? null });
      }
    }
  });
  return pods;
}

/** The nodes of a leaf. */
export function nodesOf({ leaves, nodeLevel }: Grid, leaf: number, board: Board): readonly number[] {
  const { cell = 0 } = leaves[leaf] ?? {};
  const nodes = board.ofCell[cell] ?? [];
  if (!nodeLevel) return nodes;
  const first = leaves.findIndex((it) => it.cell === cell);
  return nodes.slice(leaf - first, leaf - first + 1);
}

export function leastUsed(board: Board, nodes: readonly number[]): number | undefined {
  const [first, ...others] = nodes;
  if (first === undefined) return undefined;
  return others.reduce((least, node) => (board.use(node) < board.use(least) - 1e-9 ? node : least), first);
}

function mostUsed(board: Board, nodes: readonly number[]): number | undefined {
  const [first, ...others] = nodes;
  if (first === undefined) return undefined;
  return others.reduce((most, node) => (board.use(node) > board.use(most) + 1e-9 ? node : most), first);
}
