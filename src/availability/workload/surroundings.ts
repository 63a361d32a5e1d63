import { append } from '../../manifests/multimap';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { accountOf } from '../../manifests/pod';
import { mountedClaims } from './claims';

const ofNamespace = ['ResourceQuota', 'LimitRange'];

/** The objects beside a workload that can change where or whether its pods run. */
export class Surroundings {
  private readonly byNamespace = new Map<string, KubernetesObject[]>();
  private readonly nodes: readonly KubernetesObject[];
  private readonly index: ObjectIndex;

  constructor(index: ObjectIndex) {
    this.index = index;
    this.nodes = index.ofType('Node');
    for (const type of ofNamespace) for (const object of index.ofType(type)) append(this.byNamespace, object.namespace, object);
  }

  /** The workload itself and all those objects. */
  of(workload: WorkloadResource): readonly KubernetesObject[] {
    const { spec } = workload.pod;
    return [
      workload,
      ...this.index.autoscalersOf(workload),
      ...this.index.budgetsOf(workload),
      ...this.named('Namespace', workload.namespace),
      ...(this.byNamespace.get(workload.namespace) ?? []),
      ...this.index.all('ServiceAccount', workload.namespace, accountOf(spec)),
      ...this.named('RuntimeClass.node.k8s.io', spec.text('runtimeClassName')),
      ...this.named('PriorityClass.scheduling.k8s.io', spec.text('priorityClassName')),
      ...this.storageOf(workload),
      ...this.nodes,
    ];
  }

  private storageOf(workload: WorkloadResource): readonly KubernetesObject[] {
    return mountedClaims(workload, this.index).flatMap(({ object, spec, name }) => [
      ...(object ? [object] : []),
      ...this.named('StorageClass.storage.k8s.io', spec?.text('storageClassName')),
      ...this.named('PersistentVolume', spec?.text('volumeName')),
      ...this.index.ofType('PersistentVolume').filter(({ root }) => root.text('spec', 'claimRef', 'name') === name),
    ]);
  }

  private named(type: string, name: string | undefined): readonly KubernetesObject[] {
    return name === undefined ? [] : this.index.all(type, '', name);
  }
}
