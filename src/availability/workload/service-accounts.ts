import { Provided } from '../../cluster/provided';
import type { Topology } from '../../cluster/topology';
import { idOf } from '../../manifests/identity';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { neverRuns, type Obstacle } from './obstacle';

/**
 * The service accounts that pods name. Each namespace has `default`.
 *
 * Source: k8s.io/kubernetes v1.36.3, plugin/pkg/admission/serviceaccount: a pod of an account that isn't there is refused.
 */
export class ServiceAccounts {
  private readonly index: ObjectIndex;
  private readonly provided: Provided;

  constructor(index: ObjectIndex, { provided }: Topology) {
    this.index = index;
    this.provided = new Provided(provided);
  }

  obstaclesFor(workload: WorkloadResource): readonly Obstacle[] {
    const missing = this.missing(workload);
    if (missing === undefined || !this.provided.lists('ServiceAccount')) return [];
    return [neverRuns(idOf(workload), `its pods are never created: ServiceAccount ${missing} not found`)];
  }

  unknownFor(workload: WorkloadResource): readonly string[] {
    const missing = this.missing(workload);
    return missing === undefined ? [] : [`ServiceAccount ${missing} is not in the manifests: whether it exists is not known`];
  }

  private missing({ namespace, pod }: WorkloadResource): string | undefined {
    const name = pod.spec.text('serviceAccountName') || pod.spec.text('serviceAccount') || 'default';
    if (name === 'default' || this.provided.has('ServiceAccount', namespace, name)) return undefined;
    return this.index.find('ServiceAccount', namespace, name) ? undefined : name;
  }
}
