/**
 * The release that removed each version of an API group.
 *
 * Source: https://kubernetes.io/docs/reference/using-api/deprecation-guide/. If the kinds of a version were removed one by one, this is the release
 * that removed the last of them.
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

/** The fix for a kind that was removed without a replacement. */
const successors: Readonly<Record<string, string>> = {
  PodSecurityPolicy: "remove it, and label the namespace with 'pod-security.kubernetes.io/enforce'",
};

/** The Kubernetes release that removed a version of an API, if known. */
export function removedIn(apiVersion: string): string | undefined {
  return Object.hasOwn(removals, apiVersion) ? removals[apiVersion] : undefined;
}

/** The fix for a kind that was removed without a replacement, if known. */
export function successorOf(kind: string): string | undefined {
  return Object.hasOwn(successors, kind) ? successors[kind] : undefined;
}
