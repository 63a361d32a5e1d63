import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { kubeObject } from '../parts/kube-object';
import type { Plan } from './plan';

/**
 * One Elasticsearch node at a time may be evicted. A restarted node is ready only when its shards have recovered, so the next drain waits for the
 * data, too.
 *
 * A pod that isn't ready serves nobody and can always be evicted. Otherwise a cluster that has lost its quorum could never be drained.
 */
export function disruptionBudget(scope: Construct, { set: { identity }, namespace }: Plan): k8s.KubePodDisruptionBudget {
  return kubeObject(k8s.KubePodDisruptionBudget, scope, 'budget', {
    metadata: { name: identity.name, namespace, labels: identity.labels },
    spec: {
      maxUnavailable: k8s.IntOrString.fromNumber(1),
      selector: { matchLabels: identity.selector },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  });
}
