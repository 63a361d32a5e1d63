import type { Course, Staged } from './course';
import { effectsOf } from './effects';
import { drained, lost } from './losses';
import { rolled } from './rollout';
import type { SceneEvent } from './scene';

/** The loss of each zone and each node, the drain of each node, and the rolling update of each workload. */
export function eventsOf(staged: Staged): readonly SceneEvent[] {
  const { cluster, board, assessments } = staged;
  const zones = cluster.zones.length > 1 ? cluster.zones.map((_, zone) => zone) : [];
  const used = new Set(staged.pods.map(({ node }) => node));
  const nodes = board.nodes.flatMap((node, at) => (node.isAdded && !used.has(at) ? [] : [at]));
  const inZone = (zone: number) => board.nodes.flatMap((node, at) => (node.zone === zone ? [at] : []));
  return [
    ...zones.map((zone) => event('lose zone', zone, lost(staged, inZone(zone), zone), staged)),
    ...nodes.map((node) => event('lose node', node, lost(staged, [node]), staged)),
    ...nodes.map((node) => event('drain node', node, drained(staged, node), staged)),
    ...assessments.map((_, workload) => event('roll out', workload, rolled(staged, workload), staged)),
  ];
}

function event(kind: SceneEvent['kind'], subject: number, { fates, away, added = [] }: Course, staged: Staged): SceneEvent {
  return { kind, subject, fates, added, effects: effectsOf(away, staged) };
}
