import type { Transition } from '../../availability';
import { idOf, inWords } from '../../manifests/identity';
import type { ObjectIndex } from '../../manifests/object-index';
import type { JudgedHazard } from '../result';
import { acceptanceOf, judged } from './acceptance';

/** The rolling updates that get stuck, as hazards. @param rollouts by `Kind/namespace/name` */
export function stuckRollouts(rollouts: ReadonlyMap<string, Transition>, base: ObjectIndex, head: ObjectIndex): readonly JudgedHazard[] {
  return head.objects.flatMap((object): readonly JudgedHazard[] => {
    const rollout = rollouts.get(idOf(object));
    if (rollout?.verdict !== 'stuck') return [];
    const { kind, namespace, name } = object;
    const hazard = {
      risk: 'stuck-rollout',
      object: { kind, namespace, name },
      isOfCluster: true,
      message: `${inWords(object)}: its rolling update gets stuck: ${rollout.because}`,
      fix: 'correct the pod template, or change the nodes first',
    } as const;
    return [judged(hazard, acceptanceOf(hazard, base, head))];
  });
}
