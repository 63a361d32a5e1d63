import type { KubernetesObject } from './object';
import { isNamespaced } from './scope';

/** API groups of policies, routes and the like: of those nobody makes a Service or pods that are called like them. */
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

/** Whether an operator may make others because of an object: a custom resource, unless it is known to make none or the pods that it shows. */
export function mayHaveOperator({ apiVersion, type, pod }: KubernetesObject): boolean {
  return !pod && isNamespaced(type) === undefined && !inert.has(apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/'))));
}
