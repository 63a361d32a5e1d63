import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { kubeObject } from '../parts/kube-object';
import type { Identity } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import type { ReplicaCount } from '../parts/replication';

/** Limits drains to the pods that aren't needed for the full load. */
export function disruptionBudget(scope: Construct, identity: Identity, count: ReplicaCount): k8s.KubePodDisruptionBudget {
  return kubeObject(k8s.KubePodDisruptionBudget, scope, 'budget', {
    metadata: { name: identity.name, namespace: namespaceOf(scope), labels: identity.labels },
    spec: {
      maxUnavailable: k8s.IntOrString.fromNumber(count.replicas - count.needed),
      selector: { matchLabels: identity.selector },
      // A pod that never becomes ready must not block a drain.
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  });
}
