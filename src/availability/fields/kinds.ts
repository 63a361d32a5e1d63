import type { Fields } from './classification';
import { horizontalPodAutoscaler, limitRange, node, podDisruptionBudget, priorityClass, resourceQuota, runtimeClass } from './policies';
import { persistentVolume, persistentVolumeClaim, storageClass } from './storage';
import { daemonSet, deployment, statefulSet } from './workloads';

/** The classified fields of each kind that can change where or whether the pods of a service run, by type. */
export const kinds: Readonly<Record<string, Fields>> = {
  'Deployment.apps': deployment,
  'StatefulSet.apps': statefulSet,
  'DaemonSet.apps': daemonSet,
  PersistentVolumeClaim: persistentVolumeClaim,
  PersistentVolume: persistentVolume,
  'StorageClass.storage.k8s.io': storageClass,
  'PodDisruptionBudget.policy': podDisruptionBudget,
  'HorizontalPodAutoscaler.autoscaling': horizontalPodAutoscaler,
  ResourceQuota: resourceQuota,
  LimitRange: limitRange,
  'RuntimeClass.node.k8s.io': runtimeClass,
  'PriorityClass.scheduling.k8s.io': priorityClass,
  Node: node,
};
