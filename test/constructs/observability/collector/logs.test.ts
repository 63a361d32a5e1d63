import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IngressClass, type LogSink } from '../../../../src';
import { logAlerts } from '../../../../src/constructs/observability/log-alerts';
import { find, namesOf } from '../../../objects';
import { freePort } from '../../ingress/real/proxy';
import { until } from '../../ingress/real/until';
import { observed } from '../observed';
import { collectorBinary, Node, UID, VARIABLES } from './collector';
import { Sink } from './sink';

const loki = { endpoint: 'http://loki-gateway.monitoring.svc/otlp', authorization: { secret: 'loki', key: 'authorization' } };

/** The configuration as the construct writes it. */
function configuration(queueMebibytes?: number, to: LogSink = loki, metrics?: true): string {
  const manifests = observed(IngressClass.traefik(), { logs: { to, queueMebibytes }, metrics });
  const name = namesOf(manifests, 'ConfigMap').find((it) => it.startsWith('log-collector-')) ?? '';
  const { data } = find(manifests, 'ConfigMap', name) as unknown as { data: Record<string, string> };
  return data['collector.yaml'] ?? '';
}

let node: Node;
let sink: Sink;
beforeEach(async () => {
  node = new Node();
  sink = new Sink(await freePort());
});
afterEach(async () => {
  await node.remove();
  await sink.down();
});

const arrive = (numbers: readonly number[]) =>
  until(() => sink.has(numbers), `${numbers.length} lines arrive`).catch((error) => {
    throw new Error(`${error.message}, and ${sink.numbers.length} did`);
  });

test('the collector accepts the configuration as a whole', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nines-logs-'));
  // Its folder for what it has read is on the node.
  writeFileSync(join(folder, 'collector.yaml'), configuration().replaceAll('/var/lib/otelcol', folder));
  execFileSync(collectorBinary(), ['validate', `--config=${join(folder, 'collector.yaml')}`], { env: VARIABLES });
  rmSync(folder, { recursive: true });
});

test('a line arrives as its service wrote it, with its namespace, pod and container', async () => {
  await sink.up();
  await node.start(configuration(), sink);
  await arrive(node.write(1));
  expect(sink.received).toEqual([
    {
      body: '{"number":0,"padding":""}',
      attributes: expect.objectContaining({
        'k8s.namespace.name': 'shop',
        'k8s.pod.name': 'backend-1',
        'k8s.pod.uid': UID,
        'k8s.container.name': 'backend',
      }),
    },
  ]);
});

test('nothing is lost while the sink is down, and the collector is killed and started again', async () => {
  await node.start(configuration(), sink);
  const before = node.write(500);
  await until(async () => node.bytes > 100_000, 'lines wait on disk');
  await node.kill();
  const between = node.write(500);
  await node.start(configuration(), sink);
  const after = node.write(500);
  await sink.up();
  await arrive([...before, ...between, ...after]);
});

test.each([429, 503])('a sink that answers %d gets the same again', async (status) => {
  sink.status = status;
  await sink.up();
  await node.start(configuration(), sink);
  const lines = node.write(10);
  await until(async () => sink.refused > 1, 'it is tried again');
  sink.status = 200;
  await arrive(lines);
});

test.each([400, 500])('what a sink refuses with %d is lost, and the lines after it arrive', async (status) => {
  sink.status = status;
  await sink.up();
  await node.start(configuration(), sink);
  const lost = node.write(10);
  await until(async () => sink.refused > 0, 'it is refused');
  sink.status = 200;
  const lines = node.write(10);
  await arrive(lines);
  expect(sink.numbers).toEqual(lines);
  expect(lost).toHaveLength(10);
});

test('a full queue stops reading, keeps its size, and loses nothing that is still in the files', async () => {
  await node.start(configuration(1), sink);
  // 4 MB for a queue of 1 MiB.
  const lines = node.write(4000, 'x'.repeat(1000));
  await until(async () => node.bytes > 2 ** 20, 'the queue is full');
  await new Promise((resolve) => setTimeout(resolve, 3000));
  expect(node.bytes).toBeLessThan(6 * 2 ** 20);
  await sink.up();
  await arrive(lines);
});

describe('an Elasticsearch of their own, which listens with TLS and asks for credentials', () => {
  const to: LogSink = {
    endpoint: 'https://logs.logging.svc:9200/_otlp',
    authorization: { secret: 'logs', key: 'authorization' },
    certificateAuthority: { secret: 'logs', key: 'ca.crt' },
  };
  const folder = mkdtempSync(join(tmpdir(), 'nines-logs-tls-'));
  const [key, cert] = [join(folder, 'tls.key'), join(folder, 'ca.crt')];
  let elasticsearch: Sink;
  beforeAll(async () => {
    const request = [
      'req',
      '-x509',
      '-nodes',
      '-newkey',
      'rsa:2048',
      '-days',
      '1',
      '-subj',
      '/CN=logs',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
    ];
    execFileSync('openssl', [...request, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    elasticsearch = new Sink(await freePort(), { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') });
  });
  afterEach(() => elasticsearch.down());
  afterAll(() => rmSync(folder, { recursive: true }));
  const start = () => node.start(configuration(undefined, to), { port: elasticsearch.port, authority: cert });

  test('lines that were written while it is down arrive at its path for logs', async () => {
    await start();
    const lines = node.write(100);
    await until(async () => node.bytes > 10_000, 'lines wait on disk');
    await elasticsearch.up();
    await until(() => elasticsearch.has(lines), 'all lines arrive');
    expect([...elasticsearch.asked]).toEqual(['POST /_otlp/v1/logs Basic none']);
  });

  test('while it has too many requests, the same is sent again', async () => {
    elasticsearch.status = 429;
    await elasticsearch.up();
    await start();
    const lines = node.write(10);
    await until(async () => elasticsearch.refused > 1, 'it is tried again');
    elasticsearch.status = 200;
    await until(() => elasticsearch.has(lines), 'all lines arrive');
  });
});

test('its own metrics have the names of the alerts, and count a line as lost only when it is given up', async () => {
  sink.status = 503;
  await sink.up();
  await node.start(configuration(undefined, loki, true), sink);
  node.write(3);
  await until(async () => sink.refused > 2, 'it is tried again');
  const failed = async () => /^otelcol_exporter_send_failed_log_records\{.*\} (\d+)$/m.exec(await node.metrics())?.[1] ?? '0';
  expect(await failed()).toBe('0');
  sink.status = 400;
  await until(async () => (await failed()) === '3', 'three lines are lost');
  const named = new Set(logAlerts('shop-logs').flatMap(({ expr }) => expr.match(/otelcol_\w+/g) ?? []));
  expect(named.size).toBe(3);
  const metrics = await node.metrics();
  expect([...named].filter((name) => !metrics.includes(`\n${name}{`))).toEqual([]);
});
