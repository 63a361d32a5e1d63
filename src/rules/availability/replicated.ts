/** The types of the workloads that are judged as services. */
export const replicated: readonly string[] = ['Deployment.apps', 'StatefulSet.apps', 'DaemonSet.apps'];
