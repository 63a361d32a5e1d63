import type { NodeSizes } from '../cluster/node-sizes';
import type { Provided } from '../cluster/provided';
import type { Topology } from '../cluster/topology';
import type { Mistake, Severity } from '../manifests/diagnostic';
import type { KubernetesObject } from '../manifests/object';
import type { ObjectIndex } from '../manifests/object-index';
import type { Place } from '../manifests/place';
import type { Secrets } from '../manifests/secrets';
import type { Policies } from './policies/policies';

/** A rule as the documentation and the reports describe it, whoever checks it. */
export interface RuleDescription {
  /** The name on the command line, in reports and in annotations: kebab-case, never renamed. */
  readonly id: string;

  /** How bad a violation is at worst. A finding can be less severe: see {@link Complaint.severity}. */
  readonly severity: Severity;

  /** The requirement, in one sentence without a full stop. */
  readonly title: string;

  /** The consequence of a violation. */
  readonly why: string;

  /** The fix in general; each finding has a specific one. */
  readonly fix: string;

  /**
   * Whether an annotation can accept its findings.
   *
   * @default true
   */
  readonly isAcceptable?: boolean;

  /**
   * Whether its findings stop no synth: they ask for what no promise rests on, and what an application has no answer to on its first day.
   *
   * @default false
   */
  readonly isAdvice?: boolean;
}

/** A requirement on an object, by itself or together with other objects. */
export interface Rule extends RuleDescription {
  /** The types of objects to check, such as `Deployment.apps`, or every object. */
  readonly appliesTo: readonly string[] | 'every object';

  /** Yields each violation in an object. */
  readonly check: (object: KubernetesObject, context: Context) => Iterable<Complaint>;
}

/** A rule that looks at nothing but the object. */
export interface ObjectRule extends Rule {
  /** Yields each violation in an object. */
  readonly check: (object: KubernetesObject) => Iterable<Complaint>;
}

/** A rule that the API server has too, besides its schemas: it refuses each object in which the rule finds something. */
export interface RefusalRule extends ObjectRule {
  readonly isRefusal: true;
}

/** One violation of a rule in an object. */
export interface Complaint extends Mistake {
  /** The offending value; for a missing field, the place where it belongs. */
  readonly at: Place;

  /**
   * How bad it is, if less than the rule says: a hint where the manifests alone can't tell whether it fails, such as a reference to what another
   * chart may create.
   *
   * @default the severity of the rule
   */
  readonly severity?: Severity;
}

/** What a rule knows besides the object it checks. */
export interface Context extends NodeSizes {
  readonly index: ObjectIndex;
  readonly secrets: Secrets;
  readonly policies: Policies;
  readonly provided: Provided;

  /** The minor version of Kubernetes whose schemas apply. */
  readonly kubernetes: string;

  /**
   * The label keys that at least one node has.
   *
   * @default unknown
   */
  readonly nodeLabels?: ReadonlySet<string>;

  /**
   * The cluster that the manifests are judged on.
   *
   * @default unknown
   */
  readonly topology?: Topology;

  /** The topology's facts about services. */
  readonly services: Topology['services'];

  /** The rules and risks that an annotation can accept. */
  readonly acceptable: readonly string[];
}
