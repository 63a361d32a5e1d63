import { Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Identity } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import { allowEgress } from '../parts/network-policy';
import { peersOf, requireEndpoint } from '../parts/otlp-endpoint';
import { isPlain } from '../parts/record';
import { refuse } from '../parts/refuse';
import { shown } from '../parts/shown';
import type { EnvValue } from './env';
import type { WebServiceOptions } from './props';

type Traced = Pick<WebServiceOptions, 'traces' | 'env'>;

/**
 * The variables of a service with those that make its OpenTelemetry SDK send traces.
 *
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export function tracedEnv(scope: Construct, { name }: Identity, { traces, env }: Traced): Readonly<Record<string, EnvValue>> | undefined {
  if (!traces) return env;
  const instance = Chart.of(scope).labels['app.kubernetes.io/instance'];
  const attributes = { 'service.namespace': namespaceOf(scope), ...(instance && { 'deployment.environment.name': instance }) };
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: traces.endpoint,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    OTEL_SERVICE_NAME: name,
    OTEL_RESOURCE_ATTRIBUTES: Object.entries(attributes)
      .map(([key, value]) => `${key}=${value}`)
      .join(','),
    ...env,
  };
}

/** Lets a service send its traces. */
export function traceEgress(scope: Construct, identity: Identity, { traces }: Traced): readonly k8s.KubeNetworkPolicy[] {
  return traces ? [allowEgress(scope, identity, 'traces', peersOf(traces))] : [];
}

/** Refuses traces to what isn't an endpoint. */
export function requireTraces(construct: Construct, { traces }: Traced): void {
  if (traces === undefined) return;
  if (isPlain(traces as unknown)) {
    requireEndpoint(construct, 'traces', traces);
    return;
  }
  refuse(construct, {
    setting: 'traces',
    message: `must be an object with an endpoint, got ${shown(traces)}`,
    fix: "write one such as { endpoint: 'http://collector.tracing.svc:4318' }",
  });
}
