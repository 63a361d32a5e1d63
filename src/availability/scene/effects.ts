import { idOf } from '../../manifests/identity';
import type { Away, Staged } from './course';
import type { Effect } from './scene';

/** What the absence of some pods means for their services and for those that can't do without them. */
export function effectsOf(away: ReadonlyMap<number, Away>, staged: Pick<Staged, 'assessments' | 'pods'>): readonly Effect[] {
  const { assessments, pods } = staged;
  const bound = new Map<number, number>();
  for (const { workload, node } of pods) if (node !== null) bound.set(workload, (bound.get(workload) ?? 0) + 1);
  const own = assessments.map(({ predicate, workload }, at): Effect => {
    const { pods: gone = 0, copies = 0 } = away.get(at) ?? {};
    const ready = Math.max(0, (bound.get(at) ?? 0) - gone);
    const missing = predicate.replicas - ready;
    const isDown = missing > predicate.tolerated || (predicate.shards !== undefined && copies >= predicate.shards.copies);
    const isOpen = !isDown && missing > 0 && workload.need.source === 'unknown';
    return { workload: at, ready, answers: isDown ? 'no' : isOpen ? 'unknown' : 'yes' };
  });
  const places = new Map(assessments.map(({ workload }, at) => [idOf(workload), at]));
  return assessments.flatMap((_, at) => {
    const chain = chainOf(at, staged, places);
    if (!chain.some((member) => away.has(member))) return [];
    const effect = own[at] as Effect;
    if (effect.answers === 'no') return [effect];
    const broken = chain.find((member) => own[member]?.answers === 'no') ?? chain.find((member) => own[member]?.answers === 'unknown');
    return [broken === undefined || broken === at ? effect : { ...effect, answers: own[broken]?.answers ?? 'unknown', through: broken }];
  });
}

/** A workload and all that it can't do without. */
function chainOf(at: number, { assessments }: Pick<Staged, 'assessments'>, places: ReadonlyMap<string, number>): readonly number[] {
  const chain = new Set([at]);
  for (const member of chain)
    for (const edge of assessments[member]?.workload.declared.dependsOn ?? []) {
      const place = edge.soft ? undefined : places.get(idOf(edge));
      if (place !== undefined) chain.add(place);
    }
  return [...chain];
}
