import type { ChangeRisk } from '../manifests/annotations';
import type { Mistake, ObjectIdentity } from '../manifests/diagnostic';

/** A change that destroys something, or that can't be applied. */
export interface Hazard extends Mistake {
  /** The name by which an annotation accepts it. */
  readonly risk: ChangeRisk;
  readonly object: ObjectIdentity;

  /** Whether it follows from the cluster, so that no field of the object says it. */
  readonly isOfCluster?: true;

  /** Whether no reason makes it acceptable. */
  readonly isFinal?: true;
}
