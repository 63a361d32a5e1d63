import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Cluster } from '../cluster';
import { VERSIONS } from '../distribution/versions';
import type { Node } from '../node';
import { BACKEND_PASSWORD } from '../place';

/** One node with the users of the tests' application. */
const alone = { INITIAL_MASTER_NODES: undefined, ES_SETTING_DISCOVERY_SEED__HOSTS: undefined, ES_SETTING_DISCOVERY_TYPE: 'single-node' };
const backend = `backend:${BACKEND_PASSWORD}`;

/** The status of an answer: 200 where it is no error. */
async function status(node: Node, auth: string, method: string, path: string, body?: object): Promise<number> {
  const answer = (await node.send(method, path, body, auth)) as { status?: unknown } | undefined;
  return typeof answer?.status === 'number' ? answer.status : 200;
}

describe.each(VERSIONS)('%s', (version) => {
  let cluster: Cluster;
  let node: Node;
  beforeAll(async () => {
    cluster = new Cluster({ version, zones: ['a'] });
    node = cluster.node(0);
    node.start(alone);
    await node.becomesReady();
  });
  afterAll(() => cluster.remove());

  test('the backend may do with its indices what its role says, and nothing else', async () => {
    expect(await status(node, backend, 'PUT', 'shop-1/_doc/1?refresh=true', { written: true })).toBe(200);
    expect(await node.send('GET', 'shop-1/_search', undefined, backend)).toMatchObject({ hits: { total: { value: 1 } } });
    for (const [method, path, body] of [
      ['PUT', 'other/_doc/1', {}],
      ['GET', '_all/_settings/index.version.created', undefined],
      ['DELETE', 'shop-1', undefined],
      ['PUT', '_cluster/settings', { persistent: { 'cluster.routing.allocation.enable': 'none' } }],
      ['GET', '_security/user', undefined],
      ['POST', '_security/api_key', { name: 'mine' }],
    ] as const) {
      const answer = await status(node, backend, method, path, body);
      // An expression over indices that it may not see finds none of them.
      if (path.startsWith('_all')) expect(Object.keys((await node.send(method, path, body, backend)) as object)).toEqual(['shop-1']);
      else expect({ path, answer }).toEqual({ path, answer: 403 });
    }
    expect(await status(node, 'backend:wrong', 'GET', 'shop-1/_search')).toBe(401);
  });

  test('the user of the scripts may see health and recovery, set what stop.sh sets, and nothing else', async () => {
    const auth = `nines-node:${readFileSync(node.place.path('run/node-password'), 'utf8').trim()}`;
    expect(await status(node, auth, 'GET', '_cluster/health?timeout=1s')).toBe(200);
    expect(await status(node, auth, 'GET', '_cat/recovery?active_only=true&format=json')).toBe(200);
    const stopped = await node.preStop();
    expect(stopped).toEqual({ code: 0, output: '' });
    expect(await status(node, auth, 'GET', 'shop-1/_search')).toBe(403);
    expect(await status(node, auth, 'DELETE', 'shop-1')).toBe(403);
    expect(await status(node, auth, 'GET', '_security/user')).toBe(403);
  });

  test('a password is replaced without a moment in which the client is refused', async () => {
    const next = 'backend-2:new';
    const secret = (key: string) => node.place.path(`logins/backend/${key}`);
    const works = (auth: string) => status(node, auth, 'GET', 'shop-1/_search');
    const until = async (auth: string, wanted: number, meanwhile: string) => {
      // The probe is what copies a changed Secret, as it does every five seconds.
      await node.probe();
      await node.until(`doesn't answer ${auth} with ${wanted}`, async () => {
        expect(await works(meanwhile)).toBe(200);
        return (await works(auth)) === wanted;
      });
    };
    expect(await works(next)).toBe(401);
    writeFileSync(secret('password-2'), 'new\n');
    await until(next, 200, backend);
    rmSync(secret('password'));
    await until(backend, 401, next);
    writeFileSync(secret('password'), BACKEND_PASSWORD);
    await until(backend, 200, next);
  });

  test('a changed role holds without a restart', async () => {
    const file = node.place.path('files/roles.yml');
    const roles = readFileSync(file, 'utf8');
    writeFileSync(file, roles.replaceAll('- write', '- read'));
    await node.probe();
    await node.until('still lets the backend write', async () => (await status(node, backend, 'PUT', 'shop-1/_doc/2', {})) === 403);
    expect(await status(node, backend, 'GET', 'shop-1/_search')).toBe(200);
    writeFileSync(file, roles);
    await node.probe();
    await node.until("doesn't let the backend write", async () => (await status(node, backend, 'PUT', 'shop-1/_doc/2', {})) === 200);
  });
});
