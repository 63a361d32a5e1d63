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
export function classOf(spec: Place, index: ObjectIndex): Priority {
  const name = spec.text('priorityClassName');
  const declared = name === undefined ? globalDefault(index) : index.find('PriorityClass.scheduling.k8s.io', '', name)?.root;
  const preempts = declared?.text('preemptionPolicy') !== 'Never';
  const value = declared ? (declared.number('value') ?? 0) : name === undefined ? 0 : builtIn.get(name);
  if (value === undefined) return { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY, preempts };
  return { least: value, most: value, preempts };
}

function globalDefault(index: ObjectIndex): Place | undefined {
  const defaults = index.ofType('PriorityClass.scheduling.k8s.io').filter(({ root }) => root.at('globalDefault').value === true);
  return defaults.map(({ root }) => root).sort((a, b) => (a.number('value') ?? 0) - (b.number('value') ?? 0))[0];
}
