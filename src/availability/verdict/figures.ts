import { unavailability } from '../../cluster/rate';
import { mostImages, orbit } from '../placement/orbit';
import { type Candidate, candidatesOf } from '../probability/candidate';
import { atLeast } from '../probability/envelope';
import { fatalOf } from '../probability/member';
import { type Member, or, seriesUnavailability } from '../probability/series';
import { isNested, singleNodeZones, withNodesAsZones } from '../probability/single-node';
import type { Bounds } from '../result';
import { mostApart } from './apart';
import type { Assessment } from './assessment';
import { type Stage, stages } from './assessment';
import type { Choices, Memory } from './context';

const mostCombinations = 2_000;
const mostMembers = 160;
const mostCandidates = 6_000;
const mostRounds = 3;

/** So many combinations of a long chain are tried: each takes as long as the chain. */
const mostTries = 100;

/** The unavailability of some workloads that are needed together, in the worst placements of a stage. */
export function unavailabilityOf(assessments: readonly Assessment[], stage: number, memory: Memory): Bounds {
  const { lower, upper } = capacityLossOf(assessments, stage, memory);
  const region = regionOf(assessments);
  return { lower: or(lower, region), upper: or(upper, region) };
}

/** Its upper bound by itself, which takes less. */
export function mostUnavailabilityOf(assessments: readonly Assessment[], stage: number, memory: Memory): number {
  return or(mostCapacityLossOf(assessments, stage, memory), regionOf(assessments));
}

function regionOf([first]: readonly Assessment[]): number {
  return unavailability(first?.setting.cluster.region ?? 'never');
}

/** The same while the region is up: the share of time with fewer pods than needed. */
export function capacityLossOf(assessments: readonly Assessment[], stage: number, memory: Memory): Bounds {
  const first = firstAlike(assessments, stage);
  const key = `${first} ${shapesOf(assessments)}`;
  const known = memory.figures.get(key);
  if (known) return known;
  const upper = mostCapacityLossOf(assessments, first, memory);
  const bounds = { lower: Math.min(leastOf(assessments, first, memory), upper), upper };
  memory.figures.set(key, bounds);
  return bounds;
}

/** The same. */
export function mostCapacityLossOf(assessments: readonly Assessment[], stage: number, memory: Memory): number {
  const first = firstAlike(assessments, stage);
  const key = `${first} ${shapesOf(assessments)}`;
  const known = memory.uppers.get(key) ?? mostOf(assessments, first, memory);
  memory.uppers.set(key, known);
  return known;
}

function shapesOf(assessments: readonly Assessment[]): string {
  return assessments.map(({ shape }) => shape).join(' ');
}

/** The first stage whose placements are those of the asked one: often nothing is met after a rollout or a failure that wasn't before. */
function firstAlike(assessments: readonly Assessment[], stage: number): number {
  const same = ({ staged, placements }: Assessment, at: number): boolean => {
    const [before, now] = [placements[stages[at - 1] as Stage], placements[stages[at] as Stage]];
    return before.exact === now.exact && before.complete === now.complete && staged.every((it) => it.since !== at);
  };
  let first = stage;
  while (first > 0 && assessments.every((assessment) => same(assessment, first))) first--;
  return first;
}

function mostOf(assessments: readonly Assessment[], stage: number, memory: Memory): number {
  if (assessments.length === 0) return 0;
  const alone = assessments.length === 1;
  const lists = assessments.map((assessment) => choicesOf(assessment, stage, alone, memory).upper);
  const independent = worst(lists, 'product', 'above');
  return alone ? independent : Math.min(independent, withSharedNodes(assessments, stage));
}

function leastOf(assessments: readonly Assessment[], stage: number, memory: Memory): number {
  if (assessments.length === 0) return 0;
  const alone = assessments.length === 1;
  const lists = assessments.map((assessment) => choicesOf(assessment, stage, alone, memory).lower);
  // Those that have no nodes of their own can only add to what the others lose.
  const apart = alone ? 1 : mostApart(assessments);
  const independently = worst(lists.slice(0, apart), 'product', 'below');
  return apart === lists.length ? independently : Math.max(independently, worst(lists, 'maximum', 'below'));
}

/** A bound in which the only node of a zone is lost once for all: infinite where no zone has a single node, or nothing can be said of it. */
function withSharedNodes(assessments: readonly Assessment[], stage: number): number {
  const [first] = assessments;
  if (!first || singleNodeZones(first.setting).size === 0) return Number.POSITIVE_INFINITY;
  const lists = assessments.map((it) => candidatesAt(it, stage, false));
  if (lists.some(({ all, listed }) => !listed || all.length === 0)) return Number.POSITIVE_INFINITY;
  const placements = lists.flatMap(({ all }, at) =>
    all.map(({ counts }) => ({ setting: (assessments[at] as Assessment).setting, counts })),
  );
  if (!isNested(placements)) return Number.POSITIVE_INFINITY;
  const members = lists.map(({ all }, at) => pruned(all.map((it) => withNodesAsZones((assessments[at] as Assessment).setting, it))));
  return worst(members, 'product', 'above');
}

function choicesOf(assessment: Assessment, stage: number, alone: boolean, { choices: known }: Memory): Choices {
  const key = `${stage} ${alone} ${assessment.shape}`;
  const before = known.get(key);
  if (before) return before;
  const found = choices(assessment, stage, alone);
  known.set(key, found);
  return found;
}

/** The placements and arrangements of a workload at a stage, and whether these are all; exchanged zones matter only beside another workload or where zones differ. */
function candidatesAt(
  assessment: Assessment,
  stage: number,
  alone: boolean,
): { readonly all: readonly Candidate[]; readonly listed: boolean } {
  const all: Candidate[] = [];
  let listed = assessment.placements[stages[stage] as Stage].complete;
  for (const it of assessment.staged) {
    if (it.since > stage) continue;
    const images = alone && alike(assessment) ? [it.counts] : orbit(assessment.setting.grid, it.counts);
    if (images.length >= mostImages || all.length > mostCandidates) listed = false;
    if (all.length > mostCandidates) break;
    for (const counts of images) all.push(...(counts === it.counts ? it.candidates : candidatesOf(assessment.setting, counts)));
  }
  return { all, listed };
}

/** The members that a workload can be, one per placement and arrangement. */
function choices(assessment: Assessment, stage: number, alone: boolean): Choices {
  const { exact } = assessment.placements[stages[stage] as Stage];
  const { all, listed } = candidatesAt(assessment, stage, alone);
  // The rules allow no placement of all pods, and how many stand is not known.
  if (all.length === 0) return { lower: [harmless], upper: [anything(assessment)] };
  const upper = listed ? pruned(all.map((it) => it.upper)) : [anything(assessment)];
  if (exact && !assessment.workload.approximate) return { lower: pruned(all.map((it) => it.lower)), upper };
  // Some member is real, and nobody knows which: then the worst is at least as bad as the best.
  return {
    lower: listed
      ? [
          extreme(
            all.map((it) => it.lower),
            Math.min,
          ),
        ]
      : [harmless],
    upper,
  };
}

const harmless: Member = { profile: [0], zoneDown: [] };

const same = new WeakMap<object, boolean>();

/** Whether exchangeable zones fail alike, so that it doesn't matter which of them holds how many pods. */
function alike({ setting }: Assessment): boolean {
  const known = same.get(setting);
  if (known !== undefined) return known;
  const { cluster, grid } = setting;
  const rates = (zone: number): string =>
    JSON.stringify(
      [cluster.zones[zone], grid.symmetry.leavesOfZone[zone]?.map((leaf) => cluster.cells[grid.leaves[leaf]?.cell ?? 0]?.failure)],
      (key, value) => (key === 'name' ? undefined : value),
    );
  const result = grid.symmetry.classes.every((zones) => new Set(zones.map(rates)).size === 1);
  same.set(setting, result);
  return result;
}

/** A bound for every placement whatever: P(losing more than t) is at most the mean loss over t + 1 (Markov's inequality). */
function anything({ setting, predicate }: Assessment): Member {
  const { cluster } = setting;
  const fatal = fatalOf(predicate);
  const zone = Math.max(...cluster.zones.map((it) => unavailability(it.failure)));
  const node = Math.max(...cluster.cells.map((it) => unavailability(it.failure)));
  const down = or(zone, node);
  const occupancy = { perNode: Number.POSITIVE_INFINITY, down, crash: unavailability(cluster.crash) };
  const pods = atLeast(predicate.replicas, fatal.pods, occupancy);
  const copies = fatal.copies === undefined ? 0 : atLeast(predicate.replicas, fatal.copies, occupancy);
  return { profile: [Math.min(1, pods + copies)], zoneDown: cluster.zones.map(() => 0) };
}

/** Leaves out members that another one is at least as bad as in every state of the zones: they can't be the worst of any chain. */
function pruned(members: readonly Member[]): readonly Member[] {
  if (members.length > mostMembers) {
    const distinct = new Map(members.map((member) => [`${member.profile.join()}|${member.zoneDown.join()}`, member]));
    if (distinct.size > mostMembers) return [...distinct.values()];
  }
  let worst: Member[] = [];
  for (const member of members) {
    if (worst.some((other) => covers(other, member))) continue;
    worst = worst.filter((other) => !covers(member, other));
    worst.push(member);
  }
  return worst;
}

function covers(worse: Member, better: Member): boolean {
  return isAtMost(better.profile, worse.profile) && isAtMost(better.zoneDown, worse.zoneDown);
}

function isAtMost(some: readonly number[], others: readonly number[]): boolean {
  for (let i = 0; i < some.length; i++) if ((some[i] as number) > (others[i] ?? 0)) return false;
  return true;
}

/** The worst choice of one member each: of all combinations where they are few; else a bound from the asked side. */
function worst(lists: readonly (readonly Member[])[], combine: 'product' | 'maximum', side: 'above' | 'below'): number {
  const combinations = lists.reduce((product, list) => product * list.length, 1);
  if (lists.length === 1) return Math.max(0, ...(lists[0] ?? []).map((member) => seriesUnavailability([member])));
  if (combinations <= mostCombinations) return overall(lists, combine);
  return side === 'above'
    ? seriesUnavailability(
        lists.map((list) => extreme(list, Math.max)),
        combine,
      )
    : climbed(lists, combine);
}

/** A combination that no other choice of one member makes worse: one that is real, if not the worst. */
function climbed(lists: readonly (readonly Member[])[], combine: 'product' | 'maximum'): number {
  const chosen = lists.map(worstAlone);
  let most = seriesUnavailability(chosen, combine);
  let tries = 0;
  for (let round = 0; round < mostRounds; round++) {
    const before = most;
    lists.forEach((list, at) => {
      for (const member of list) {
        if (member === chosen[at] || ++tries > mostTries) continue;
        const figure = seriesUnavailability(chosen.with(at, member), combine);
        if (figure > most) [chosen[at], most] = [member, figure];
      }
    });
    if (most === before) break;
  }
  return most;
}

function overall(lists: readonly (readonly Member[])[], combine: 'product' | 'maximum'): number {
  let most = 0;
  const choose = (at: number, chosen: Member[]): void => {
    const list = lists[at];
    if (!list) most = Math.max(most, seriesUnavailability(chosen, combine));
    else for (const member of list) choose(at + 1, [...chosen, member]);
  };
  choose(0, []);
  return most;
}

/** A member at least as bad as each of a list, or at most. */
function extreme(list: readonly Member[], pick: (...values: number[]) => number): Member {
  const length = Math.min(...list.map((member) => member.profile.length));
  const zones = Math.max(...list.map((member) => member.zoneDown.length));
  const most = (read: (member: Member) => number) => pick(...list.map(read));
  return {
    profile: Array.from({ length }, (_, i) => most((member) => member.profile[i] ?? 0)),
    zoneDown: Array.from({ length: zones }, (_, i) => most((member) => member.zoneDown[i] ?? 0)),
  };
}

const worstKnown = new WeakMap<readonly Member[], Member>();

/** Workloads of one shape share it. */
function worstAlone(list: readonly Member[]): Member {
  const known = worstKnown.get(list);
  if (known) return known;
  const figures = list.map((member) => seriesUnavailability([member]));
  const worst = list[figures.indexOf(Math.max(...figures))] as Member;
  worstKnown.set(list, worst);
  return worst;
}
