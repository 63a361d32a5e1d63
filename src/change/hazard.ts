import type { HazardId } from '../manifests/annotations';
import type { Mistake, ObjectIdentity } from '../manifests/diagnostic';

/** A change that destroys something, or that can't be applied. */
export interface Hazard extends Mistake {
  /** Its id, by which an annotation accepts it if that is possible. */
  readonly risk: HazardId;
  readonly object: ObjectIdentity;

  /** Whether it follows from the cluster, so that no field of the object says it. */
  readonly isOfCluster?: true;

  /** Whether no reason makes it acceptable. */
  readonly isFinal?: true;
}
