/**
 * The label that a controller gives each revision's pods: it tells the newest pods from the rest in a rollout.
 *
 * Source: k8s.io/api/apps/v1, DefaultDeploymentUniqueLabelKey and ControllerRevisionHashLabelKey.
 */
export const revisionLabel: Readonly<Record<string, string>> = {
  'Deployment.apps': 'pod-template-hash',
  'StatefulSet.apps': 'controller-revision-hash',
  'DaemonSet.apps': 'controller-revision-hash',
};

/** The labels by which a StatefulSet tells each pod from all others. */
export const podLabels: ReadonlySet<string> = new Set(['statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index']);

/** All labels that controllers add to pods, and no template shows. Source: kubernetes.io, Well-Known Labels, Annotations and Taints. */
export const addedLabels: ReadonlySet<string> = new Set([
  ...Object.values(revisionLabel),
  ...podLabels,
  'pod-template-generation',
  'job-name',
  'controller-uid',
  'batch.kubernetes.io/job-name',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-completion-index',
]);
