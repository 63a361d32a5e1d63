import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { join } from 'node:path';
import { freePort, Peer } from './peer';
import { type Pod, underEveryShell, withPod } from './pod';
import { curls, find } from './programs';

// Real processes on a machine that may be busy.
jest.setTimeout(120_000);

const now = () => Date.now();
const snapshot = (name: string, state: string, ended: number) => ({ snapshot: name, state, end_time_in_millis: ended });
const counted = (count: number) => JSON.stringify({ _all: { primaries: { docs: { count } } } });
const PASSWORD = 'a "quoted" \\ $password';

/** What Elasticsearch answers a drill, and what it was asked for. Each answer is the status and the body. */
class Repository {
  snapshots: object[] = [snapshot('nightly-2', 'SUCCESS', now() - 60_000), snapshot('nightly-1', 'SUCCESS', now() - 86_400_000)];
  restore: readonly [number, string] = [200, '{"snapshot":{"snapshot":"x","indices":[],"shards":{"total":1,"failed":0,"successful":1}}}'];
  count: readonly [number, string] = [200, counted(3)];
  /** The status of each removal. */
  removal = 200;
  /** The restored indices that are there. */
  indices: string[] = [];
  readonly restored: { readonly url: string; readonly body: unknown }[] = [];
  readonly deleted: string[] = [];
  readonly users = new Set<string>();

  readonly handle = (request: IncomingMessage, response: ServerResponse) => {
    const chunks: string[] = [];
    request.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    request.on('end', () => {
      this.users.add(Buffer.from((request.headers.authorization ?? '').slice('Basic '.length), 'base64').toString());
      const [status, body] = this.answer(request.method ?? '', request.url ?? '', chunks.join(''));
      response.writeHead(status).end(body);
    });
  };

  private answer(method: string, url: string, body: string): readonly [number, string] {
    if (method === 'GET' && url.startsWith('/_snapshot/backup/nightly-*?')) return [200, JSON.stringify({ snapshots: this.snapshots })];
    if (method === 'POST' && url.includes('/_restore?')) {
      this.restored.push({ url, body: JSON.parse(body) });
      if (this.restore[0] === 200) this.indices.push('restore-drill-shop-1', 'restore-drill-shop-2');
      return this.restore;
    }
    if (method === 'GET' && url.startsWith('/_cat/indices/restore-drill-*?'))
      return [200, this.indices.map((name) => `${name}\n`).join('')];
    if (method === 'GET' && url.startsWith('/restore-drill-*/_stats/docs?')) return this.count;
    if (method === 'DELETE') {
      this.deleted.push(url.slice(1));
      if (this.removal !== 200) return [this.removal, '{"error":"not now"}'];
      if (url.startsWith('/_data_stream/restore-drill-*?')) this.indices = this.indices.filter((name) => !name.startsWith('.ds-'));
      this.indices = this.indices.filter((name) => !url.slice(1).split(',').includes(name));
      return [200, '{"acknowledged":true}'];
    }
    return [404, '{"error":"no such request"}'];
  }
}

/** A drill with a repository beside it. */
async function drilling(pod: Pod) {
  const port = await freePort();
  const repository = new Repository();
  await pod.listen(Peer.listen(createServer(repository.handle), '127.0.0.1', port));
  const environment = {
    ELASTICSEARCH_URL: `http://127.0.0.1:${port}`,
    REPOSITORY: 'backup',
    POLICY: 'nightly',
    INDICES: 'shop-1,shop-2',
    MAX_AGE_SECONDS: '3600',
  };
  return { repository, drill: () => pod.run('drill.sh', environment) };
}

test('restores the newest snapshot under other names, counts, and removes what it restored', () =>
  underEveryShell(async (pod) => {
    const { repository, drill } = await drilling(pod);
    expect(await drill()).toEqual({
      code: 0,
      output: expect.stringMatching(
        /^drill.sh: the newest snapshot is nightly-2, \d+ s old\ndrill.sh: restored shop-1,shop-2 with 3 documents\n$/,
      ),
    });
    expect(repository.restored).toEqual([
      {
        url: '/_snapshot/backup/nightly-2/_restore?wait_for_completion=true',
        body: {
          indices: 'shop-1,shop-2',
          include_global_state: false,
          include_aliases: false,
          rename_pattern: '(.+)',
          rename_replacement: 'restore-drill-$1',
          index_settings: { 'index.number_of_replicas': 0 },
          ignore_index_settings: ['index.lifecycle.name'],
        },
      },
    ]);
    expect(repository.deleted).toEqual(['restore-drill-shop-1,restore-drill-shop-2']);
    expect(repository.indices).toEqual([]);
  }));

test('removes what a drill that was killed has left, before it restores', () =>
  underEveryShell(async (pod) => {
    const { repository, drill } = await drilling(pod);
    repository.indices = ['restore-drill-old'];
    expect((await drill()).code).toBe(0);
    expect(repository.deleted).toEqual(['restore-drill-old', 'restore-drill-shop-1,restore-drill-shop-2']);
  }));

test('passes over a snapshot that is being taken, and one that failed', () =>
  underEveryShell(async (pod) => {
    const { repository, drill } = await drilling(pod);
    repository.snapshots = [
      snapshot('running', 'IN_PROGRESS', 0),
      snapshot('broken', 'PARTIAL', now()),
      snapshot('whole', 'SUCCESS', now()),
    ];
    expect((await drill()).output).toContain('the newest snapshot is whole, ');
  }));

test('fails without a complete snapshot, and with one that is too old, and restores nothing', () =>
  underEveryShell(async (pod) => {
    const { repository, drill } = await drilling(pod);
    repository.snapshots = [snapshot('nightly-1', 'SUCCESS', now() - 7_200_000)];
    expect(await drill()).toEqual({
      code: 1,
      output: expect.stringMatching(/nightly-1, 72\d\d s old\ndrill.sh: it must not be older than 3600 s\n$/),
    });
    for (const snapshots of [[], [snapshot('broken', 'FAILED', now())]]) {
      repository.snapshots = snapshots;
      expect(await drill()).toEqual({ code: 1, output: 'drill.sh: no complete snapshot of nightly in backup\n' });
    }
    expect(repository.restored).toEqual([]);
  }));

test('fails where it can’t restore, where a shard failed, and where nothing is in it; what it restored is removed', () =>
  underEveryShell(async (pod) => {
    const { repository, drill } = await drilling(pod);
    repository.restore = [404, '{"error":"no such index [shop-2]"}'];
    expect((await drill()).output).toContain(`drill.sh: can't be restored: {"error":"no such index [shop-2]"}\n`);
    repository.restore = [200, '{"snapshot":{"shards":{"total":2,"failed":1,"successful":1}}}'];
    expect((await drill()).output).toContain('drill.sh: was not restored completely: {"snapshot"');
    repository.restore = new Repository().restore;
    repository.count = [200, counted(0)];
    expect(await drill()).toEqual({ code: 1, output: expect.stringContaining('drill.sh: no document in shop-1,shop-2\n') });
    repository.count = [503, '{"error":"all shards failed"}'];
    expect(await drill()).toEqual({
      code: 1,
      output: expect.stringContaining(`drill.sh: can't be counted: {"error":"all shards failed"}`),
    });
    repository.count = [200, '{}'];
    expect((await drill()).output).toContain('drill.sh: unexpected answer: {}\n');
    expect(repository.indices).toEqual([]);
  }));

test('removes data streams with their indices', () =>
  underEveryShell(async (pod) => {
    const { repository, drill } = await drilling(pod);
    repository.indices = ['.ds-restore-drill-logs-2026.11.22-000001', 'restore-drill-old'];
    expect((await drill()).code).toBe(0);
    expect(repository.deleted).toEqual([
      '_data_stream/restore-drill-*?expand_wildcards=all',
      'restore-drill-old',
      'restore-drill-shop-1,restore-drill-shop-2',
    ]);
  }));

test('says where something was not removed, and restores nothing beside it', () =>
  underEveryShell(async (pod) => {
    const { repository, drill } = await drilling(pod);
    repository.removal = 503;
    expect((await drill()).output).toMatch(
      /with 3 documents\n(?:.*\n)*drill.sh: could not remove restore-drill-\*: the next drill tries again\n/,
    );
    expect(await drill()).toEqual({
      code: 1,
      output: expect.stringMatching(/drill.sh: could not remove what an earlier drill has left\n$/),
    });
    expect(repository.restored).toHaveLength(1);
  }));

/** A drill of a cluster with TLS and a password that curl must not take apart. */
async function secured(pod: Pod): Promise<void> {
  const file = (name: string) => join(pod.root, name);
  const request = ['req', '-x509', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-days', '1', '-subj', '/CN=test'];
  const files = ['-keyout', file('key'), '-out', file('ca')];
  execFileSync('openssl', [...request, '-addext', 'subjectAltName=DNS:localhost', ...files], { stdio: 'ignore' });
  writeFileSync(file('password'), PASSWORD);
  const port = await freePort();
  const repository = new Repository();
  const tls = { key: readFileSync(file('key')), cert: readFileSync(file('ca')) };
  await pod.listen(Peer.listen(createTlsServer(tls, repository.handle), '127.0.0.1', port));
  const environment = {
    ELASTICSEARCH_URL: `https://localhost:${port}`,
    ELASTICSEARCH_USERNAME: 'restore-drill',
    ELASTICSEARCH_PASSWORD_FILE: file('password'),
    ELASTICSEARCH_CA_FILE: file('ca'),
    REPOSITORY: 'backup',
    POLICY: 'nightly',
    INDICES: 'shop-1',
    MAX_AGE_SECONDS: '3600',
  };
  expect(await pod.run('drill.sh', environment)).toEqual({ code: 0, output: expect.stringContaining('with 3 documents') });
  expect([...repository.users]).toEqual([`restore-drill:${PASSWORD}`]);
}

// Node has no way to make a certificate.
const withOpenssl = find('openssl') ? test : test.skip;

withOpenssl('asks over TLS as its own user, whatever is in the password', () => underEveryShell(secured));

withOpenssl.each(curls)('%s asks over TLS', (curl) => withPod(secured, ['sh'], { curl }));
