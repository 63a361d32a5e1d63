/**
 * When the API server stopped to serve a version of an API group.
 *
 * From https://kubernetes.io/docs/reference/using-api/deprecation-guide/; a version that lost its kinds one after another
 * stands with the release that took the last of them.
 */
const removals: Readonly<Record<string, string>> = {
  'admissionregistration.k8s.io/v1beta1': '1.22',
  'apiextensions.k8s.io/v1beta1': '1.22',
  'apiregistration.k8s.io/v1beta1': '1.22',
  'apps/v1beta1': '1.16',
  'apps/v1beta2': '1.16',
  'authentication.k8s.io/v1beta1': '1.22',
  'authorization.k8s.io/v1beta1': '1.22',
  'autoscaling/v2beta1': '1.25',
  'autoscaling/v2beta2': '1.26',
  'batch/v1beta1': '1.25',
  'certificates.k8s.io/v1beta1': '1.22',
  'coordination.k8s.io/v1beta1': '1.22',
  'discovery.k8s.io/v1beta1': '1.25',
  'events.k8s.io/v1beta1': '1.25',
  'extensions/v1beta1': '1.22',
  'flowcontrol.apiserver.k8s.io/v1beta1': '1.26',
  'flowcontrol.apiserver.k8s.io/v1beta2': '1.29',
  'flowcontrol.apiserver.k8s.io/v1beta3': '1.32',
  'networking.k8s.io/v1beta1': '1.22',
  'node.k8s.io/v1beta1': '1.25',
  'policy/v1beta1': '1.25',
  'rbac.authorization.k8s.io/v1beta1': '1.22',
  'scheduling.k8s.io/v1beta1': '1.22',
  'storage.k8s.io/v1beta1': '1.27',
};

/** What to do about a kind that went without a successor. */
const successors: Readonly<Record<string, string>> = {
  PodSecurityPolicy: "remove it, and label the namespace with 'pod-security.kubernetes.io/enforce'",
};

/** The Kubernetes release without this version of an API, where it is known. */
export function removedIn(apiVersion: string): string | undefined {
  return Object.hasOwn(removals, apiVersion) ? removals[apiVersion] : undefined;
}

/** What to do about a kind that went without a successor, where it is known. */
export function successorOf(kind: string): string | undefined {
  return Object.hasOwn(successors, kind) ? successors[kind] : undefined;
}
