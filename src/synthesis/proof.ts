import { brokenPromises, judge, type ServiceResult } from '../availability';
import type { Topology } from '../cluster/topology';
import type { ObjectIndex } from '../manifests/object-index';
import { findingsIn, promisesOver, type Review } from '../rules';

/** What is proved of an environment, and each promise that isn't. */
export interface Proof extends Pick<Review, 'findings' | 'accepted'> {
  /** Every service with its figures. */
  readonly services: readonly ServiceResult[];
}

/**
 * Judges the manifests as anybody's: by what is written in them, on the platform's topology.
 *
 * @throws DeclarationError where an annotation can't be read
 */
export function proofOf(index: ObjectIndex, topology: Topology): Proof {
  // To look for the cheapest change takes a while: only who breaks a promise waits for it.
  const first = judge(index, topology, { withoutAdvice: true });
  const { services } =
    brokenPromises(first).length === 0 ? first : judge(index, topology, { findings: (changed) => findingsIn(changed, topology) });
  return {
    services,
    // An environment may promise nothing: what it doesn't promise is no reason to refuse it.
    findings: promisesOver(brokenPromises({ services }), index).findings,
    accepted: promisesOver(services, index).accepted,
  };
}
