import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { kubeObject } from '../parts/kube-object';
import type { Plan } from './plan';

/**
 * One node at a time may be drained. Since a node that has started is ready only when shards have recovered, the next drain waits for the data, too.
 *
 * A pod that isn't ready serves nobody and may always go: else a cluster that has lost its quorum could never be drained, nor its machines repaired.
 */
export function disruptionBudget(scope: Construct, { identity, namespace }: Plan): k8s.KubePodDisruptionBudget {
  return kubeObject(k8s.KubePodDisruptionBudget, scope, 'budget', {
    metadata: { name: identity.name, namespace, labels: identity.labels },
    spec: {
      maxUnavailable: k8s.IntOrString.fromNumber(1),
      selector: { matchLabels: identity.selector },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  });
}
