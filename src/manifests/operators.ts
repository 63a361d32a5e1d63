import type { KubernetesObject } from './object';
import { isNamespaced } from './scope';

/** API groups of policies, routes and the like, for which no operator creates Services or pods of the same name. */
const inert = new Set([
  'autoscaling.k8s.io',
  'bitnami.com',
  'cilium.io',
  'configuration.konghq.com',
  'crd.projectcalico.org',
  'elbv2.k8s.aws',
  'external-secrets.io',
  'gateway.envoyproxy.io',
  'keda.sh',
  'kyverno.io',
  'networking.gke.io',
  'networking.istio.io',
  'policy.linkerd.io',
  'projectcalico.org',
  'projectcontour.io',
  'secrets-store.csi.x-k8s.io',
  'security.istio.io',
  'snapshot.storage.k8s.io',
  'traefik.containo.us',
  'traefik.io',
]);

/** Whether an operator may create objects for this one: for a custom resource, unless its group is inert or it has a pod template. */
export function mayHaveOperator({ apiVersion, type, pod }: KubernetesObject): boolean {
  return !pod && isNamespaced(type) === undefined && !inert.has(apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/'))));
}
