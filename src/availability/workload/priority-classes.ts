import { Provided } from '../../cluster/provided';
import type { Topology } from '../../cluster/topology';
import { idOf } from '../../manifests/identity';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { neverRuns, type Obstacle } from './obstacle';
import { builtIn, classOf } from './priority';

/**
 * The PriorityClasses that pods name.
 *
 * Source: k8s.io/kubernetes v1.36.3, plugin/pkg/admission/priority: a pod of a class that isn't there is refused.
 */
export class PriorityClasses {
  private readonly index: ObjectIndex;
  private readonly provided: Provided;

  constructor(index: ObjectIndex, { provided }: Topology) {
    this.index = index;
    this.provided = new Provided(provided);
  }

  obstaclesFor(workload: WorkloadResource): readonly Obstacle[] {
    const refused = this.contradiction(workload);
    if (refused) return [neverRuns(idOf(workload), `its pods are never created: ${refused}`)];
    const missing = this.missing(workload);
    if (missing === undefined || !this.provided.lists('PriorityClass')) return [];
    return [neverRuns(idOf(workload), `its pods are never created: PriorityClass ${missing} not found`)];
  }

  unknownFor(workload: WorkloadResource): readonly string[] {
    const missing = this.missing(workload);
    return missing === undefined ? [] : [`PriorityClass ${missing} is not in the manifests: whether it exists is not known`];
  }

  /** A template that says something else than its class. */
  private contradiction(workload: WorkloadResource): string | undefined {
    const { spec } = workload.pod;
    if (this.missing(workload) !== undefined) return undefined;
    const { least, preempts } = classOf(spec, this.index);
    const priority = spec.number('priority');
    if (priority !== undefined && Number.isFinite(least) && priority !== least)
      return `priority ${priority} is not that of its PriorityClass, ${least}`;
    const policy = spec.text('preemptionPolicy');
    if (policy !== undefined && (policy !== 'Never') !== preempts) return `preemptionPolicy ${policy} is not that of its PriorityClass`;
    return undefined;
  }

  private missing({ pod }: WorkloadResource): string | undefined {
    const name = pod.spec.text('priorityClassName');
    if (name === undefined || builtIn.has(name) || this.provided.has('PriorityClass', '', name)) return undefined;
    return this.index.find('PriorityClass.scheduling.k8s.io', '', name) ? undefined : name;
  }
}
