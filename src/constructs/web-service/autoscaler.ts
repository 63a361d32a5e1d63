import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { kubeObject } from '../parts/kube-object';
import type { Identity } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import type { ReplicaCount } from '../parts/replication';

// Percent of the requested processor time. The rest is for the minute in which a new pod starts.
const BUSY = 70;

/**
 * Adds pods while they are busier than 70 % of the processor time that they ask for, and takes none away unless that is accepted.
 *
 * Its Deployment has no `replicas`: each apply would undo what the autoscaler did. The first apply starts one pod, and the autoscaler raises
 * that to its minimum within 15 seconds, with or without metrics.
 */
export function autoscaler(
  scope: Construct,
  identity: Identity,
  { replicas, accept }: ReplicaCount,
  maxReplicas: number,
): k8s.KubeHorizontalPodAutoscalerV2 {
  return kubeObject(k8s.KubeHorizontalPodAutoscalerV2, scope, 'autoscaler', {
    metadata: { name: identity.name, namespace: namespaceOf(scope), labels: identity.labels },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: identity.name },
      minReplicas: replicas,
      maxReplicas,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: BUSY } } }],
      behavior: accept?.accept === 'uneven-spread' ? undefined : { scaleDown: { selectPolicy: 'Disabled' } },
    },
  });
}
