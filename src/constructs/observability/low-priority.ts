import { JsonPatch } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { kubeObject } from '../parts/kube-object';
import { componentLabel } from '../parts/labels';
import { clusterScoped, namespaceOf } from '../parts/namespace';

/**
 * The priority of what observes an application, below that of all other pods: on a full node it waits, makes room for the application, and is evicted first.
 *
 * @returns its name
 */
export function lowPriority(scope: Construct): string {
  const name = `${namespaceOf(scope)}-observing`;
  const object = kubeObject(k8s.KubePriorityClass, scope, 'priority-class', {
    metadata: { name, labels: componentLabel('observing') },
    // Cluster autoscalers ignore pods below -10.
    value: -10,
    preemptionPolicy: 'Never',
    globalDefault: false,
    description: 'What observes the application, and never at its expense',
  });
  clusterScoped(object);
  return name;
}

/** Gives the pods of a Deployment a priority. */
export function prioritize(deployment: k8s.KubeDeployment, priorityClass: string): void {
  deployment.addJsonPatch(JsonPatch.add('/spec/template/spec/priorityClassName', priorityClass));
}
