import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { identityOf } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import type { Protection, ProtectionShortcomings } from '../parts/protection';

// Of the outliers of a protection.
const FAILURES = 5;
const PAUSE_SECONDS = 30;

/** The protections that Envoy Gateway lacks. */
export const envoyCannotProtect: ProtectionShortcomings = {
  retry: 'write outlier, or use an ingress class: the retries of Envoy Gateway would send a POST twice, since they know no methods',
  circuitBreaker: 'write outlier or concurrency: what Envoy calls a circuit breaker is a limit, which concurrency sets',
};

/**
 * A policy of Envoy Gateway for an HTTPRoute. A timeout alone needs none: it is a field of the HTTPRoute.
 *
 * @see https://gateway.envoyproxy.io/docs/api/extension_types/#backendtrafficpolicy
 */
export function backendTrafficPolicy(scope: Construct, httpRoute: string, { outlier, concurrency }: Protection): ApiObject | undefined {
  if (!outlier && concurrency === undefined) return undefined;
  const name = `${httpRoute}-protection`;
  const passive = outlier && {
    consecutive5XxErrors: outlier.failures ?? FAILURES,
    baseEjectionTime: `${outlier.pause?.toSeconds() ?? PAUSE_SECONDS}s`,
    // The default of 10% takes out none of fewer than ten pods.
    maxEjectionPercent: 50,
  };
  return new ApiObject(scope, name, {
    apiVersion: 'gateway.envoyproxy.io/v1alpha1',
    kind: 'BackendTrafficPolicy',
    metadata: { name, namespace: namespaceOf(scope), labels: { ...identityOf('public').labels } },
    spec: {
      targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: httpRoute }],
      ...(passive && { healthCheck: { passive } }),
      ...(concurrency !== undefined && { circuitBreaker: { maxParallelRequests: concurrency } }),
    },
  });
}
