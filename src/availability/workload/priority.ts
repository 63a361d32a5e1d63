import type { ObjectIndex } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';

/** How much a pod matters to the scheduler; a range where the class isn't among the manifests. */
export interface Priority {
  readonly least: number;
  readonly most: number;
  /** Whether the scheduler may evict pods of lower priority to make room for it. */
  readonly preempts: boolean;
}

/** The classes that every cluster has. Source: k8s.io/kubernetes v1.36.3, pkg/apis/scheduling, SystemPriorityClasses. */
export const builtIn: ReadonlyMap<string, number> = new Map([
  ['system-cluster-critical', 2_000_000_000],
  ['system-node-critical', 2_000_001_000],
]);

/**
 * The priority of a pod: that of its class, else of the global default, else 0.
 *
 * Source: k8s.io/kubernetes v1.36.3, plugin/pkg/admission/priority: of several global defaults the lowest counts.
 */
export function priorityOf(spec: Place, index: ObjectIndex): Priority {
  const found = classOf(spec, index);
  const policy = spec.text('preemptionPolicy');
  return policy === undefined ? found : { ...found, preempts: policy !== 'Never' };
}

/** What its class says, whatever else the template does. */
function classOf(spec: Place, index: ObjectIndex): Priority {
  const name = spec.text('priorityClassName');
  const declared = name === undefined ? globalDefault(index) : index.find('PriorityClass.scheduling.k8s.io', '', name)?.root;
  const preempts = declared?.text('preemptionPolicy') !== 'Never';
  const value = declared ? (declared.number('value') ?? 0) : name === undefined ? 0 : builtIn.get(name);
  if (value === undefined) return { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY, preempts };
  return { least: value, most: value, preempts };
}

/** The highest priority of a class that isn't the system's. Source: k8s.io/kubernetes v1.36.3, pkg/apis/scheduling, HighestUserDefinablePriority. */
const MOST = 1_000_000_000;

/**
 * What a template says that its class does not, or a class that the API server refuses, as a sentence: the pods are refused, too.
 *
 * Source: k8s.io/kubernetes v1.36.3, plugin/pkg/admission/priority.
 */
export function priorityConflict(spec: Place, index: ObjectIndex): string | undefined {
  const { least, preempts } = classOf(spec, index);
  if (!Number.isFinite(least)) return undefined;
  const name = spec.text('priorityClassName');
  if (name !== undefined && !builtIn.has(name)) {
    if (least > MOST) return `PriorityClass ${name} has a value above ${MOST}, and the API server refuses it`;
    if (name.startsWith('system-')) return `PriorityClass ${name} has a name that begins with system-, and the API server refuses it`;
  }
  const priority = spec.number('priority');
  if (priority !== undefined && priority !== least) return `priority ${priority} is not that of its PriorityClass, ${least}`;
  const policy = spec.text('preemptionPolicy');
  const differs = policy !== undefined && (policy !== 'Never') !== preempts;
  return differs ? `preemptionPolicy ${policy} is not that of its PriorityClass` : undefined;
}

/** What a template says besides its class where nobody knows whether the class says the same, as sentences. */
export function priorityDoubts(spec: Place, index: ObjectIndex): readonly string[] {
  if (Number.isFinite(classOf(spec, index).least)) return [];
  return ['priority', 'preemptionPolicy']
    .filter((field) => spec.at(field).isThere)
    .map(
      (field) =>
        `PriorityClass ${spec.text('priorityClassName')} is not in the manifests: whether it gives the ${field} of the pods is not known`,
    );
}

function globalDefault(index: ObjectIndex): Place | undefined {
  const defaults = index.ofType('PriorityClass.scheduling.k8s.io').filter(({ root }) => root.at('globalDefault').value === true);
  return defaults.map(({ root }) => root).sort((a, b) => (a.number('value') ?? 0) - (b.number('value') ?? 0))[0];
}
