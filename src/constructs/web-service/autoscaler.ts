import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { kubeObject } from '../parts/kube-object';
import type { Identity } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import type { ReplicaCount } from '../parts/replication';

// Percent of the CPU request. The rest covers the minute in which a new pod starts.
const BUSY = 70;

/**
 * Keeps the pods at 70% of their CPU request. It scales down once five minutes have asked for fewer, which is Kubernetes' default, or never.
 *
 * The Deployment has no `replicas`, because each apply would undo the autoscaler's work. The first apply starts one pod, and the autoscaler raises
 * that to the minimum within 15 seconds, with or without metrics.
 */
export function autoscaler(
  scope: Construct,
  identity: Identity,
  { replicas, onlyGrows }: ReplicaCount,
  maxReplicas: number,
): k8s.KubeHorizontalPodAutoscalerV2 {
  return kubeObject(k8s.KubeHorizontalPodAutoscalerV2, scope, 'autoscaler', {
    metadata: { name: identity.name, namespace: namespaceOf(scope), labels: identity.labels },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: identity.name },
      minReplicas: replicas,
      maxReplicas,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: BUSY } } }],
      behavior: onlyGrows ? { scaleDown: { selectPolicy: 'Disabled' } } : undefined,
    },
  });
}
