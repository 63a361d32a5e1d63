import { Duration, Testing } from 'cdk8s';
import type { ElasticsearchHttp, Manifest } from '../src';
import { chartOf, find, namesOf } from '../test/find';
import { zoned } from '../test/platforms';
import { Backend, type BackendProps } from './backend';

const plain: ElasticsearchHttp = {
  service: 'elasticsearch',
  name: 'http',
  number: 9200,
  selector: { app: 'elasticsearch' },
  workload: 'StatefulSet/elasticsearch',
  url: 'http://elasticsearch:9200',
};
const secured: ElasticsearchHttp = {
  ...plain,
  url: 'https://elasticsearch:9200',
  certificateAuthority: { secret: 'search-tls', key: 'ca.crt' },
  credentials: { username: 'shop', password: { secret: 'search-user', key: 'password' } },
};
const base: BackendProps = { platform: zoned(), image: 'registry.example/backend:1.0.0', replicas: 3, elasticsearch: plain };

function made(change: Partial<BackendProps> = {}): Manifest[] {
  const chart = chartOf();
  new Backend(chart, 'backend', { ...base, ...change } as BackendProps);
  return Testing.synth(chart);
}

// biome-ignore lint/suspicious/noExplicitAny: a manifest's depths have no type here
const podOf = (manifests: Manifest[]) => (find(manifests, 'Deployment', 'backend')['spec'] as any).template.spec;

test('its identity: the name and the ports that clients know', () => {
  const backend = new Backend(chartOf(), 'backend', base);
  const common = { service: 'backend', selector: { app: 'backend' }, workload: 'Deployment/backend' };
  expect(backend.api).toEqual({ ...common, name: 'api', number: 8080 });
  expect(backend.docs).toEqual({ ...common, name: 'docs', number: 8100 });
});

test('an unsecured Elasticsearch is a URL', () => {
  const [container] = podOf(made()).containers;
  expect(container.env).toEqual([{ name: 'ELASTICSEARCH_URL', value: 'http://elasticsearch:9200' }]);
  expect(podOf(made()).volumes.map(({ name }: { name: string }) => name)).toEqual(['tmp']);
});

test('what protects its requests to Elasticsearch is in variables', () => {
  const [container] = podOf(made({ searchProtection: { timeout: Duration.seconds(5) } })).containers;
  expect(container.env).toContainEqual({ name: 'ELASTICSEARCH_TIMEOUT_SECONDS', value: '5' });
});

test('a secured one is a URL, an authority and a password in files, and a user', () => {
  const pod = podOf(made({ elasticsearch: secured }));
  expect(pod.containers[0].env).toEqual([
    { name: 'ELASTICSEARCH_URL', value: 'https://elasticsearch:9200' },
    { name: 'ELASTICSEARCH_CA_FILE', value: '/etc/elasticsearch/authority/ca.crt' },
    { name: 'ELASTICSEARCH_USERNAME', value: 'shop' },
    { name: 'ELASTICSEARCH_PASSWORD_FILE', value: '/etc/elasticsearch/credentials/password' },
  ]);
  const secret = (secretName: string, key: string) => ({ secret: { secretName, defaultMode: 0o440, items: [{ key, path: key }] } });
  expect(pod.volumes).toEqual([
    { name: 'etc-elasticsearch-authority', ...secret('search-tls', 'ca.crt') },
    { name: 'etc-elasticsearch-credentials', ...secret('search-user', 'password') },
    { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
  ]);
});

test('it is down without Elasticsearch, and may connect to it', () => {
  const manifests = made();
  expect(find(manifests, 'Deployment', 'backend').metadata.annotations?.['nines.dev/depends-on']).toBe('StatefulSet/elasticsearch');
  expect(namesOf(manifests, 'NetworkPolicy')).toEqual(['backend-to-elasticsearch', 'elasticsearch-from-backend']);
});

test('its own variables, files and dependencies come on top', () => {
  const payment = { service: 'payment', name: 'http', number: 80, selector: { app: 'payment' }, workload: 'Deployment/payment' };
  const manifests = made({
    env: { ELASTICSEARCH_URL: 'http://other:9200', MODE: 'a' },
    secretFiles: { '/run/keys': { secret: 'keys', keys: ['k'] } },
    dependsOn: [payment],
  });
  expect(podOf(manifests).containers[0].env).toEqual([
    { name: 'ELASTICSEARCH_URL', value: 'http://other:9200' },
    { name: 'MODE', value: 'a' },
  ]);
  expect(podOf(manifests).volumes[0].name).toBe('run-keys');
  expect(namesOf(manifests, 'NetworkPolicy')).toContain('backend-to-payment');
});

test('by default a pod asks for a tenth of a processor and 256 MiB', () => {
  expect(podOf(made()).containers[0].resources.requests).toMatchObject({ cpu: '100m', memory: '256Mi' });
});

test.each([
  ['env', 0, "env must be an object, got 0; write an object such as { LEVEL: 'info' }"],
  [
    'secretFiles',
    'x',
    "secretFiles must be an object, got 'x'; write an object such as { '/run/keys': { secret: 'keys', keys: ['signing.pem'] } }",
  ],
  ['dependsOn', 0, 'dependsOn must be a list of ports, got 0; pass a list such as [elasticsearch.http]'],
])('%s that is none is refused, and not lost beside what makes it a client', (setting, value, problem) => {
  expect(() => made({ [setting]: value } as never)).toThrow(new Error(`web service 'test/backend/service': ${problem}`));
});
