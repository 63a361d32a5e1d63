import type { NodeSizes } from '../cluster/node-sizes';
import type { Provided } from '../cluster/provided';
import type { KubernetesObject } from '../manifests/object';
import type { ObjectIndex } from '../manifests/object-index';
import type { Place } from '../manifests/place';
import type { Secrets } from '../manifests/secrets';
import type { Policies } from './policies/policies';

/** Something that an object must keep to, alone or together with the others. */
export interface Rule {
  /** Its name on the command line, in reports and in annotations: kebab-case, never renamed. */
  readonly id: string;

  /** What must hold, in one sentence without a full stop. */
  readonly title: string;

  /** What happens where it doesn't hold. */
  readonly why: string;

  /** The way out in general; each finding says its own. */
  readonly fix: string;

  /** The types of objects that it looks at, such as `Deployment.apps`, or every object. */
  readonly appliesTo: readonly string[] | 'every object';

  /** What is wrong with an object, nothing where all is well. */
  readonly check: (object: KubernetesObject, context: Context) => Iterable<Complaint>;
}

/** One thing that is wrong with an object. */
export interface Complaint {
  /** The value that is wrong; where something is missing, the place where it would stand. */
  readonly at: Place;

  /** What is wrong with it. */
  readonly message: string;

  /** What to do about it. */
  readonly fix: string;
}

/** What a rule knows beside the object that it looks at. */
export interface Context extends NodeSizes {
  readonly index: ObjectIndex;
  readonly secrets: Secrets;
  readonly policies: Policies;
  readonly provided: Provided;

  /** The minor version of Kubernetes whose schemas apply. */
  readonly kubernetes: string;
}
