import { annotation } from '../../manifests/annotations';
import { boundOf } from '../../manifests/budget';
import { idOf } from '../../manifests/identity';
import { type Needed, podsNeeded } from '../../manifests/needed';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Scale } from '../../manifests/scale';
import type { Declared } from './declared';
import { quorumOf } from './quorum';

/** How the number of pods that a service needs is known; `unknown` where more may be needed than the amount says. */
type NeededSource = 'declared' | 'derived' | 'assumed' | 'unknown';

/** How many pods a service needs, and how that is known. */
export interface Need {
  /** With source `unknown` the least that it surely needs. */
  readonly amount: Needed;
  readonly source: NeededSource;
  /** What says so, or what is missing. */
  readonly because: string;
}

/** The fix for a need that is not known. A share of a number that an autoscaler changes says nothing. */
export function declareNeed({ peak, replicas }: Pick<Scale, 'peak' | 'replicas'>): string {
  return `declare ${annotation.needed}: a number${peak > replicas ? '' : ', a percentage or majority'}`;
}

/**
 * The pods that a service needs: as declared, else as its manifests tell. Of a Deployment one pod is assumed to be enough; what a StatefulSet of several members
 * needs depends on how they share their state, so it is never assumed.
 */
export function needOf(resource: WorkloadResource, declared: Declared, scale: Scale, index: ObjectIndex): Need {
  const { kind } = resource;
  const changes = scale.peak > scale.replicas;
  if (declared.needed !== undefined) {
    if (changes && typeof declared.needed !== 'number')
      return unknown(`needed is ${declared.needed} of a number of pods that an autoscaler changes`);
    return { amount: declared.needed, source: 'declared', because: annotation.needed };
  }
  if (declared.elasticsearch) return { amount: 1, source: 'declared', because: annotation.elasticsearchRoles };
  if (kind !== 'DaemonSet' && scale.peak <= 1) return { amount: 1, source: 'derived', because: 'its only pod' };
  const quorum = quorumOf(resource, index);
  if (quorum) {
    const { because, members, holdsData } = quorum;
    if (changes) return unknown(`${because} needs a majority of a number of pods that an autoscaler changes`);
    if (members !== undefined && members !== scale.replicas && kind !== 'DaemonSet')
      return unknown(`${because} lists ${members} ${members === 1 ? 'member' : 'members'}, and there are ${scale.replicas} pods`);
    if (holdsData) return unknown(`${because} may keep data on every pod, and the number of copies is not declared`, 'majority');
    return { amount: 'majority', source: 'derived', because };
  }
  if (kind === 'StatefulSet') return unknown(`how many of its ${scale.replicas} pods must be ready is not declared`);
  return minimumOf(resource, scale, index) ?? { amount: 1, source: 'assumed', because: `${annotation.needed} is not declared` };
}

function unknown(because: string, amount: Needed = 1): Need {
  return { amount, source: 'unknown', because };
}

/** A budget of the workload alone that states a minimum says how many pods its author wants ready; one that spares all of them says nothing but that. */
function minimumOf(resource: WorkloadResource, { replicas }: Scale, index: ObjectIndex): Need | undefined {
  const [budget, second] = index.budgetsOf(resource);
  const bound = budget && boundOf(budget);
  if (!budget || !bound || second || bound.key !== 'minAvailable') return undefined;
  if (index.pods.select(budget.namespace, budget.root.at('spec', 'selector').value).length > 1) return undefined;
  const minimum = typeof bound.value === 'number' ? bound.value : podsNeeded(`${Number.parseInt(bound.text() ?? '0', 10)}%`, replicas);
  if (!Number.isInteger(minimum) || minimum < 1 || minimum >= replicas) return undefined;
  return { amount: minimum, source: 'derived', because: `minAvailable of ${idOf(budget)}` };
}
