import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { type OtlpEndpoint, WebService, type WebServiceOptions } from '../../../src';
import { find, manifestsOf, namesOf } from '../../objects';
import { zoned } from '../../platforms';

const service = (traces?: OtlpEndpoint, env?: WebServiceOptions['env']) =>
  manifestsOf((chart) => {
    const resources = { cpu: Cpu.millis(100), memory: Size.mebibytes(128) };
    const image = 'registry.example/api:1.0.0';
    new WebService(chart, 'api', { platform: zoned(), name: 'api', image, ports: { http: 8080 }, replicas: 3, resources, traces, env });
  });

function envOf(manifests: ReturnType<typeof service>): Record<string, string> {
  const { template } = find(manifests, 'Deployment', 'api')['spec'] as never as {
    template: { spec: { containers: { env?: { name: string; value: string }[] }[] } };
  };
  return Object.fromEntries((template.spec.containers[0]?.env ?? []).map(({ name, value }) => [name, value]));
}

test('a service sends no traces by default', () => {
  expect(envOf(service())).toEqual({});
  expect(namesOf(service(), 'NetworkPolicy')).toEqual([]);
});

test('an endpoint in the cluster: the variables of OpenTelemetry, and a connection to the pods of its namespace', () => {
  const manifests = service({ endpoint: 'http://collector.tracing.svc:4318' });
  expect(envOf(manifests)).toEqual({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.tracing.svc:4318',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    OTEL_SERVICE_NAME: 'api',
    OTEL_RESOURCE_ATTRIBUTES: 'service.namespace=shop,deployment.environment.name=shop',
  });
  expect(find(manifests, 'NetworkPolicy', 'api-to-traces')['spec']).toEqual({
    podSelector: { matchLabels: { app: 'api' } },
    policyTypes: ['Egress'],
    egress: [
      {
        to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'tracing' } } }],
        ports: [{ port: 4318, protocol: 'TCP' }],
      },
    ],
  });
});

test.each<[string, OtlpEndpoint, { readonly to: readonly string[]; readonly port: number }]>([
  ['https outside', { endpoint: 'https://otlp.example/v1' }, { to: ['0.0.0.0/0', '::/0'], port: 443 }],
  ['http outside', { endpoint: 'http://otlp.example' }, { to: ['0.0.0.0/0', '::/0'], port: 80 }],
  ['a range', { endpoint: 'https://otlp.example', addresses: ['192.0.2.0/24'] }, { to: ['192.0.2.0/24'], port: 443 }],
  ['another port of the pods', { endpoint: 'https://otlp.example', podPort: 8443 }, { to: ['0.0.0.0/0', '::/0'], port: 8443 }],
])('an endpoint by %s', (_, traces, { to, port }) => {
  const { egress } = find(service(traces), 'NetworkPolicy', 'api-to-traces')['spec'] as never as {
    egress: { to: { ipBlock: { cidr: string } }[]; ports: { port: number }[] }[];
  };
  expect(egress.map((rule) => [rule.to.map(({ ipBlock }) => ipBlock.cidr), rule.ports.map((it) => it.port)])).toEqual([[to, [port]]]);
});

test("a service's own variables take precedence", () => {
  const env = envOf(
    service({ endpoint: 'http://collector.tracing.svc:4318' }, { OTEL_SERVICE_NAME: 'shelf', OTEL_TRACES_SAMPLER: 'always_off' }),
  );
  expect([env['OTEL_SERVICE_NAME'], env['OTEL_TRACES_SAMPLER']]).toEqual(['shelf', 'always_off']);
});

const where = "web service 'test/api': ";

test.each<[unknown, string]>([
  [
    'http://collector',
    `${where}traces must be an object with an endpoint, got 'http://collector'; write one such as { endpoint: 'http://collector.tracing.svc:4318' }`,
  ],
  [
    { endpoint: 'collector:4318' },
    `${where}traces.endpoint must be a URL of http or https without a query, got 'collector:4318'; write one such as http://loki-gateway.monitoring.svc/otlp`,
  ],
  [
    { endpoint: 'http://a', addresses: [] },
    `${where}traces.addresses must be a list of ranges, got []; write a list such as ['10.0.0.0/8'], or omit it`,
  ],
  [{ endpoint: 'http://a', podPort: 0 }, `${where}traces.podPort must be a port, got 0; write a number from 1 to 65535, or omit it`],
])('%j is refused', (traces, message) => {
  expect(() => service(traces as never)).toThrow(message);
});
