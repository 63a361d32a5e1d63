import { Provided } from '../../cluster/provided';
import type { Topology } from '../../cluster/topology';
import { type ConfigurationReference, configMapsOf, secretsOf } from '../../manifests/configuration';
import { idOf } from '../../manifests/identity';
import { keyOf } from '../../manifests/multimap';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { isNamespaced } from '../../manifests/scope';
import { secretsMadeOf } from '../../manifests/secret-sources';
import { standard } from '../../manifests/standard';
import { neverRuns, type Obstacle } from './obstacle';
import { builtIn } from './priority';

/** An object that a pod names, and that must exist when the pod is created. */
interface Naming {
  /** Its type, such as `PriorityClass.scheduling.k8s.io`. */
  readonly type: string;

  /** The name in a pod's specification; undefined if every cluster has the object. */
  readonly nameIn: (spec: Place) => string | undefined;
}

/** Each namespace has the account `default`. Source: k8s.io/kubernetes v1.36.3, plugin/pkg/admission/serviceaccount. */
const serviceAccount: Naming = {
  type: 'ServiceAccount',
  nameIn: (spec) => {
    const name = spec.text('serviceAccountName') || spec.text('serviceAccount') || 'default';
    return name === 'default' ? undefined : name;
  },
};

/** Source: k8s.io/kubernetes v1.36.3, plugin/pkg/admission/priority. */
const priorityClass: Naming = {
  type: 'PriorityClass.scheduling.k8s.io',
  nameIn: (spec) => {
    const name = spec.text('priorityClassName');
    return name === undefined || builtIn.has(name) ? undefined : name;
  },
};

/** The objects that pods name. The API server refuses a pod that names one that does not exist. */
export class NamedObjects {
  private readonly index: ObjectIndex;
  private readonly provided: Provided;
  private secrets: ReadonlySet<string> | undefined;

  constructor(index: ObjectIndex, { provided }: Topology) {
    this.index = index;
    this.provided = new Provided(provided);
  }

  /** Certain for a kind of which the topology lists what exists. */
  obstaclesFor(workload: WorkloadResource): readonly Obstacle[] {
    const unread = this.unlisted(workload).filter(({ namespace, name }) => !this.index.mayBeMadeByOperator(namespace, name));
    return [
      ...this.missingOf(workload)
        .filter(({ kind }) => this.provided.lists(kind))
        .map(({ kind, name }) => neverRuns(idOf(workload), `its pods are never created: ${kind} ${name} not found`)),
      ...unread.map(({ type, name }) => neverRuns(idOf(workload), `its pods never start: ${type} ${name} not found`)),
    ];
  }

  /** As sentences. */
  unknownFor(workload: WorkloadResource): readonly string[] {
    return [
      ...this.missingOf(workload).map(({ kind, name }) => `${kind} ${name} is not in the manifests: whether it exists is not known`),
      ...this.unlisted(workload).map(
        ({ type, name }) => `${type} ${name} is not in the manifests, and not among those that the topology provides`,
      ),
    ];
  }

  /** What containers read and the cluster lacks, by the topology's list of all there is; without a list nobody knows. */
  private unlisted(workload: WorkloadResource): readonly ConfigurationReference[] {
    if (!this.provided.lists('ConfigMap') && !this.provided.lists('Secret')) return [];
    return [...configMapsOf(workload), ...secretsOf(workload)].filter(
      ({ optional, type, namespace, name }) =>
        !optional &&
        this.provided.lists(type) &&
        !this.exists(type, type, namespace, name) &&
        !standard(type, namespace, name) &&
        !(type === 'Secret' && this.madeSecrets.has(keyOf(namespace, name))),
    );
  }

  /** Those that controllers make from objects of the manifests. */
  private get madeSecrets(): ReadonlySet<string> {
    this.secrets ??= new Set(
      this.index.objects.flatMap((object) => secretsMadeOf(object).map(({ name }) => keyOf(object.namespace, name))),
    );
    return this.secrets;
  }

  private exists(type: string, kind: string, namespace: string, name: string): boolean {
    return this.index.find(type, namespace, name) !== undefined || this.provided.has(kind, namespace, name);
  }

  private missingOf({ namespace, pod }: WorkloadResource): readonly { readonly kind: string; readonly name: string }[] {
    return [priorityClass, serviceAccount].flatMap(({ type, nameIn }) => {
      const name = nameIn(pod.spec);
      const place = isNamespaced(type) ? namespace : '';
      const kind = type.replace(/\..*/, '');
      return name === undefined || this.exists(type, kind, place, name) ? [] : [{ kind, name }];
    });
  }
}
