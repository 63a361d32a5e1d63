import { Testing } from 'cdk8s';
import { Logging } from './logs';

const manifests = Testing.synth(new Logging(Testing.app()));
const named = (kind: string, name: string) => manifests.find((it) => it.kind === kind && it.metadata.name === name);

test('logs are deleted after 30 days, and who sends them can read none', () => {
  const { data } = named('ConfigMap', 'logs-files') as { data: Record<string, string> };
  expect(JSON.parse(data['state.json'] ?? '').ilm).toEqual({
    'logs@lifecycle': {
      phases: {
        hot: { min_age: '0ms', actions: { rollover: { max_age: '1d', max_primary_shard_size: '50gb' } } },
        delete: { min_age: '2592000000ms', actions: { delete: {} } },
      },
    },
  });
  expect(data['roles.yml']).toContain('create_doc');
  expect(data['roles.yml']).not.toContain('read');
});

test("the collector's namespace may connect, and no other", () => {
  expect(named('NetworkPolicy', 'logs-from-log-collector').spec.ingress).toEqual([
    {
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop-logs' } } }],
      ports: [{ port: 9200, protocol: 'TCP' }],
    },
  ]);
});
