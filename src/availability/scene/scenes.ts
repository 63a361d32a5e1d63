import { idOf } from '../../manifests/identity';
import type { Assessment } from '../verdict/assessment';
import type { Context } from '../verdict/context';
import { expectedOf, placed, worstOf } from './arrangement';
import { Board } from './board';
import type { Staged } from './course';
import { eventsOf } from './events';
import type { Scene, ScenePod, SceneState, SceneWorkload } from './scene';

/** Draws up where the pods of all services stand, and what the loss of each zone and node, each drain and each rolling update does to them. */
export function sceneOf(context: Context): Scene {
  const assessments = context.workloads.map((workload) => context.assessments.get(idOf(workload)) as Assessment);
  const { cluster } = context;
  return {
    zones: cluster.zones.map(({ name }) => name),
    nodes: new Board(cluster).nodes,
    workloads: assessments.map(workloadIn),
    expected: stateOf(assessments, context, expectedOf, true),
    worst: stateOf(assessments, context, worstOf, false),
  };
}

function workloadIn({ workload, predicate }: Assessment): SceneWorkload {
  const { pins } = workload.storage;
  return {
    id: idOf(workload),
    name: workload.name,
    replicas: predicate.replicas,
    needed: workload.need.source === 'unknown' ? null : predicate.needed,
    ...(pins !== 'free' && { volume: pins }),
    dependsOn: workload.declared.dependsOn.map((edge) => ({ id: idOf(edge), isSoft: edge.soft })),
  };
}

function stateOf(assessments: readonly Assessment[], { cluster }: Context, arrangementOf: typeof expectedOf, spread: boolean): SceneState {
  const board = new Board(cluster);
  // Who needs most room comes first, as it fits in the fewest places.
  const size = (at: number) => assessments[at]?.workload.requests.memory ?? 0;
  const order = assessments.map((_, at) => at).sort((a, b) => size(b) - size(a) || a - b);
  const byWorkload: ScenePod[][] = assessments.map(() => []);
  for (const at of order) {
    const assessment = assessments[at] as Assessment;
    byWorkload[at] = placed(assessment, arrangementOf(assessment), at, board, spread);
  }
  const pods = byWorkload.flat();
  const staged: Staged = { assessments, cluster, board, pods };
  return { pods, events: eventsOf(staged) };
}
