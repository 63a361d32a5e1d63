import type { NodeSizes } from '../cluster/node-sizes';
import type { Provided } from '../cluster/provided';
import type { Topology } from '../cluster/topology';
import type { Mistake, Severity } from '../manifests/diagnostic';
import type { KubernetesObject } from '../manifests/object';
import type { ObjectIndex } from '../manifests/object-index';
import type { Place } from '../manifests/place';
import type { Secrets } from '../manifests/secrets';
import type { Policies } from './policies/policies';

/** What a rule says of itself in the documentation and in reports, whoever checks it. */
export interface RuleDescription {
  /** Its name on the command line, in reports and in annotations: kebab-case, never renamed. */
  readonly id: string;

  /** How bad it is where it doesn't hold: a label in reports. Whatever it is, a finding fails unless it is accepted. */
  readonly severity: Severity;

  /** What must hold, in one sentence without a full stop. */
  readonly title: string;

  /** What happens where it doesn't hold. */
  readonly why: string;

  /** The fix in general; each finding says its own. */
  readonly fix: string;
}

/** Something that an object must keep to, alone or together with the others. */
export interface Rule extends RuleDescription {
  /** The types of objects that it looks at, such as `Deployment.apps`, or every object. */
  readonly appliesTo: readonly string[] | 'every object';

  /**
   * Whether an annotation can accept what it finds.
   *
   * @default true
   */
  readonly isAcceptable?: boolean;

  /** What is wrong with an object, nothing where all is well. */
  readonly check: (object: KubernetesObject, context: Context) => Iterable<Complaint>;
}

/** One thing that is wrong with an object. */
export interface Complaint extends Mistake {
  /** The value that is wrong; where something is missing, the place where it would stand. */
  readonly at: Place;
}

/** What a rule knows beside the object that it looks at. */
export interface Context extends NodeSizes {
  readonly index: ObjectIndex;
  readonly secrets: Secrets;
  readonly policies: Policies;
  readonly provided: Provided;

  /** The minor version of Kubernetes whose schemas apply. */
  readonly kubernetes: string;

  /**
   * The labels that some node has.
   *
   * @default unknown
   */
  readonly nodeLabels?: ReadonlySet<string>;

  /** What the topology says of services. */
  readonly services: Topology['services'];

  /** What an annotation can accept: each rule, and each risk that a construct takes. */
  readonly acceptable: readonly string[];
}
