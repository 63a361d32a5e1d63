import type { KubernetesObject } from '../../manifests/object';

/** Kinds that wait for an address from outside the manifests. */
const ADDRESSED: ReadonlySet<string> = new Set(['Ingress.networking.k8s.io', 'Gateway.gateway.networking.k8s.io']);

/** Kinds whose health follows from those, or from metrics that don't exist until the pods have run for a while. */
const LATE: ReadonlySet<string> = new Set([...ADDRESSED, 'HTTPRoute.gateway.networking.k8s.io', 'HorizontalPodAutoscaler.autoscaling']);

/** Whether an object is healthy only once a load balancer has given it an address. */
export function needsAddress({ type, root }: KubernetesObject): boolean {
  return ADDRESSED.has(type) || (type === 'Service' && root.text('spec', 'type') === 'LoadBalancer');
}

/**
 * Whether an object may be unhealthy after everything that it depends on is healthy: it belongs into the last wave, which a sync doesn't wait for.
 *
 * Argo CD reports a new HorizontalPodAutoscaler as degraded until there are metrics of its pods, which fails the sync of any other wave.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.7/gitops-engine/pkg/health/health_hpa.go
 */
export function isHealthyLate(object: KubernetesObject): boolean {
  return LATE.has(object.type) || needsAddress(object);
}
