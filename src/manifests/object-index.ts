import { boundsOf } from './budget';
import type { Document } from './document';
import { LabelIndex, podName } from './label-index';
import { append, keyOf } from './multimap';
import { type KubernetesObject, objectsOf } from './object';
import { mayHaveOperator } from './operators';
import type { Pod } from './pod';
import { typeOf } from './scope';
import { Spelling } from './spelling';

/** An object that creates pods: a workload resource, in Kubernetes' terms. */
export type WorkloadResource = KubernetesObject & { readonly pod: Pod };

/** An index of all objects by type, namespace and name, and by labels. It is built once, so that every rule stays linear. */
export class ObjectIndex {
  readonly objects: readonly KubernetesObject[];

  /** The workloads by the labels of their pods. */
  readonly pods = new LabelIndex<WorkloadResource>();

  /** The Services by their own labels. */
  readonly services = new LabelIndex<KubernetesObject>();

  /** The classes that PersistentVolumes name. */
  readonly volumeClasses = new Set<string>();

  private readonly populated = new Set<string>();
  private readonly byName = new Map<string, KubernetesObject[]>();
  private readonly namesakes = new Map<string, string[]>();
  private readonly byType = new Map<string, KubernetesObject[]>();
  private readonly spellings = new Map<string, Spelling>();
  private readonly workloads = new Map<KubernetesObject, WorkloadResource>();
  private readonly autoscalers = new Map<string, KubernetesObject[]>();
  private readonly budgets = new Map<WorkloadResource, KubernetesObject[]>();
  private readonly operated = new Set<string>();

  constructor(objects: readonly KubernetesObject[]) {
    this.objects = objects;
    for (const object of objects) this.add(object);
    for (const budget of this.ofType('PodDisruptionBudget.policy')) {
      // The API server refuses it: its pods have no budget.
      if (boundsOf(budget).length > 1) continue;
      // The same object twice is one.
      const [first] = this.all(budget.type, budget.namespace, budget.name);
      if (first !== budget) continue;
      for (const workload of this.pods.select(budget.namespace, budget.root.at('spec', 'selector').value))
        append(this.budgets, workload, budget);
    }
  }

  /** The object of a type and name, if it exists. */
  find(type: string, namespace: string, name: string): KubernetesObject | undefined {
    return this.all(type, namespace, name)[0];
  }

  /** Every object of a type and name: more than one is a duplicate. */
  all(type: string, namespace: string, name: string): readonly KubernetesObject[] {
    return this.byName.get(keyOf(type, namespace, name)) ?? [];
  }

  ofType(type: string): readonly KubernetesObject[] {
    return this.byType.get(type) ?? [];
  }

  /** The namespaces that have an object of a type and name. */
  namespacesOf(type: string, name: string): readonly string[] {
    return this.namesakes.get(keyOf(type, name)) ?? [];
  }

  /** The names of a type in a namespace, to find the closest one to a missing name. */
  spelling(type: string, namespace: string): Spelling | undefined {
    return this.spellings.get(keyOf(type, namespace));
  }

  /** Whether the manifests have pods or Services in a namespace. A RoleBinding or a ServiceMonitor may also be in a foreign namespace. */
  runsIn(namespace: string): boolean {
    return this.populated.has(namespace);
  }

  /** The object as a workload resource, if it is one. */
  workload(object: KubernetesObject): WorkloadResource | undefined {
    return this.workloads.get(object);
  }

  /** Each autoscaler whose target is an object: more than one is a mistake. */
  autoscalersOf({ type, namespace, name }: KubernetesObject): readonly KubernetesObject[] {
    return this.autoscalers.get(keyOf(type, namespace, name)) ?? [];
  }

  /** The object that an autoscaler scales. */
  scaledBy(autoscaler: KubernetesObject): KubernetesObject | undefined {
    return this.byName.get(targetOf(autoscaler))?.[0];
  }

  /** The PodDisruptionBudgets that select a workload's pods, in the order of the manifests. */
  budgetsOf(workload: WorkloadResource): readonly KubernetesObject[] {
    return this.budgets.get(workload) ?? [];
  }

  /** Whether a custom resource in a namespace has a name that is a prefix of this one: operators name their objects so. */
  mayBeMadeByOperator(namespace: string, name: string): boolean {
    return this.operated.size > 0 && prefixes(name).some((prefix) => this.operated.has(keyOf(namespace, prefix)));
  }

  private add(object: KubernetesObject): void {
    const { type, namespace, name, pod } = object;
    if (pod || type === 'Service') this.populated.add(namespace);
    append(this.byType, type, object);
    append(this.byName, keyOf(type, namespace, name), object);
    append(this.namesakes, keyOf(type, name), namespace);
    const spelling = this.spellings.get(keyOf(type, namespace)) ?? new Spelling();
    spelling.add(name);
    this.spellings.set(keyOf(type, namespace), spelling);
    if (mayHaveOperator(object)) this.operated.add(keyOf(namespace || 'default', name));
    if (type === 'PersistentVolume') this.volumeClasses.add(object.root.text('spec', 'storageClassName') ?? '');
    if (type === 'Service') this.services.add(namespace, object.labels, object);
    if (type === 'HorizontalPodAutoscaler.autoscaling') append(this.autoscalers, targetOf(object), object);
    if (!pod) return;
    const workload: WorkloadResource = { ...object, pod };
    this.workloads.set(object, workload);
    this.pods.add(namespace, type === 'StatefulSet.apps' ? new Map([...pod.labels, [podName, name]]) : pod.labels, workload);
  }
}

function targetOf({ root, namespace }: KubernetesObject): string {
  const target = root.at('spec', 'scaleTargetRef');
  return keyOf(typeOf(target.text('apiVersion') ?? '', target.text('kind') ?? ''), namespace, target.text('name') ?? '');
}

/** `main`, `main-db` and `main-db-app` of `main-db-app`. */
function prefixes(name: string): readonly string[] {
  const parts = name.slice(0, 253).split('-');
  return parts.map((_, index) => parts.slice(0, index + 1).join('-'));
}

/** The index of the objects in documents. */
export function indexOf(documents: readonly Document[]): ObjectIndex {
  return new ObjectIndex(objectsOf(documents));
}
