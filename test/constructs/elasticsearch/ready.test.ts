import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { join } from 'node:path';
import { Http, health, recovery } from './health';
import { freePort, Peer } from './peer';
import { type Pod, underEveryShell, withPod } from './pod';
import { curls, find } from './programs';

// Real processes on a machine that may be busy. Some wait for seconds: the others run meanwhile, each in a pod of its own.
jest.setTimeout(120_000);

const recovering = health('yellow', { initializing_shards: 2, unassigned_shards: 1 });
const yellowForEver = health('yellow', { unassigned_shards: 3 });
const waits = { code: 1, output: 'ready.sh: waiting for shards to recover\n' };
const ready = { code: 0, output: '' };

/** A pod whose Elasticsearch is part of a cluster, beside another that serves clients. */
async function joined(pod: Pod) {
  const port = await freePort();
  const http = new Http();
  await pod.listen(Peer.answering('127.0.0.1', pod.readinessPort));
  await pod.listen(Peer.listen(createServer(http.handle), '127.0.0.1', port));
  await pod.listen(Peer.answering('127.0.0.5', port));
  const environment = { CLIENT_NAME: '127.0.0.5', HTTP_PORT: String(port), RECOVERY_LIMIT: '3600' };
  return { http, environment, probe: (more = {}) => pod.run('ready.sh', { ...environment, ...more }) };
}

test.concurrent('is not ready in no cluster', () =>
  underEveryShell(async (pod) => {
    writeFileSync(join(pod.data, '.never-joined'), '');
    const outcome = await pod.run('ready.sh', { CLIENT_NAME: '127.0.0.5', HTTP_PORT: '9200' });
    expect(outcome).toEqual({ code: 1, output: 'ready.sh: in no cluster with an elected master\n' });
    expect(existsSync(join(pod.data, '.never-joined'))).toBe(true);
  }));

test.concurrent('removes the mark of a new volume in the first cluster', () =>
  underEveryShell(async (pod) => {
    writeFileSync(join(pod.data, '.never-joined'), '');
    const { probe } = await joined(pod);
    expect(await probe()).toEqual(ready);
    expect(existsSync(join(pod.data, '.never-joined'))).toBe(false);
  }));

test.concurrent('waits until the cluster is green', () =>
  underEveryShell(async (pod) => {
    const { http, probe } = await joined(pod);
    http.answer = recovering;
    expect(await probe()).toEqual(waits);
    http.answer = health('green');
    expect(await probe()).toEqual(ready);
  }));

test.concurrent('waits for shards that are only unassigned for now', () =>
  underEveryShell(async (pod) => {
    const { http, probe } = await joined(pod);
    for (const field of ['delayed_unassigned_shards', 'number_of_in_flight_fetch']) {
      http.answer = health('yellow', { [field]: 1, unassigned_shards: 1 });
      expect(await probe({ SETTLED_PROBES: '1' })).toEqual(waits);
    }
  }));

test.concurrent('is ready in a cluster that stays yellow once nothing recovers any more', () =>
  underEveryShell(async (pod) => {
    const { http, probe } = await joined(pod);
    for (const answer of [yellowForEver, yellowForEver, recovering, yellowForEver, yellowForEver]) {
      http.answer = answer;
      expect(await probe()).toEqual(waits);
    }
    expect(await probe()).toEqual({ code: 0, output: 'ready.sh: no shards are recovering, although the cluster is not green\n' });
  }));

/** Lets what a probe has noted be older than it is. */
function age(pod: Pod, file: 'joined-at' | 'progressed-at', seconds: number): void {
  const since = Number(readFileSync(join(pod.private, file), 'utf8'));
  writeFileSync(join(pod.private, file), `${since - seconds}\n`);
}

test.concurrent('waits for as long as bytes, operations, or copies are added', () =>
  underEveryShell(async (pod) => {
    const { http, probe } = await joined(pod);
    http.answer = recovering;
    for (const moved of [recovery(10), recovery(20), recovery(20, 1)]) {
      http.recovery = moved;
      expect(await probe()).toEqual(waits);
      age(pod, 'progressed-at', 599);
    }
    http.answer = health('yellow', { initializing_shards: 1, unassigned_shards: 1, active_shards: 9 });
    expect(await probe()).toEqual(waits);
    age(pod, 'progressed-at', 601);
    const outcome = await probe();
    expect(outcome).toEqual({
      code: 0,
      output: 'ready.sh: shards are still recovering, but nothing has moved for 600 s: waiting no longer\n',
    });
  }));

test.concurrent('takes a recovery that it can’t ask about for one without progress', () =>
  underEveryShell(async (pod) => {
    const { http, probe } = await joined(pod);
    http.answer = recovering;
    http.recovery = recovery(10);
    expect(await probe()).toEqual(waits);
    age(pod, 'progressed-at', 601);
    http.recovery = undefined;
    expect((await probe()).code).toBe(0);
  }));

test.concurrent('waits for shards no longer than their volume allows, even with progress', () =>
  underEveryShell(async (pod) => {
    const { http, probe } = await joined(pod);
    http.answer = recovering;
    expect(await probe()).toEqual(waits);
    age(pod, 'joined-at', 3601);
    http.recovery = recovery(10);
    expect(await probe()).toEqual({ code: 0, output: 'ready.sh: shards are still recovering after 3600 s: waiting no longer\n' });
  }));

test.concurrent('waits no longer where its own files were cut short', () =>
  underEveryShell(async (pod) => {
    const { http, probe } = await joined(pod);
    http.answer = recovering;
    writeFileSync(join(pod.private, 'joined-at'), '');
    expect((await probe()).code).toBe(0);
  }));

test.concurrent('never waits again once shards have recovered', () =>
  underEveryShell(async (pod) => {
    const { http, probe } = await joined(pod);
    expect(await probe()).toEqual(ready);
    http.answer = health('red', { initializing_shards: 5 });
    expect(await probe()).toEqual(ready);
  }));

test.concurrent('doesn’t wait for shards if no other node serves clients in three consecutive checks', () =>
  underEveryShell(async (pod) => {
    const { http, probe } = await joined(pod);
    http.answer = recovering;
    const [somebody, nobody] = [{}, { CLIENT_NAME: '127.0.0.6' }];
    for (const answers of [nobody, nobody, somebody, nobody, nobody]) expect(await probe(answers)).toEqual(waits);
    const outcome = await probe(nobody);
    expect(outcome).toEqual({ code: 0, output: 'ready.sh: no other pod serves clients: not waiting for shards\n' });
  }));

test.concurrent('waits again after its container was started again', () =>
  underEveryShell(async (pod) => {
    const { http, probe } = await joined(pod);
    expect(await probe()).toEqual(ready);
    expect((await pod.run('start.sh', { INITIAL_MASTER_NODES: '' })).code).toBe(0);
    http.answer = recovering;
    expect(await probe()).toEqual(waits);
    expect(await probe({ RECOVERY_LIMIT: '0' })).toMatchObject({ code: 0 });
  }));

test.concurrent('counts from nothing after its container was started again', () =>
  underEveryShell(async (pod) => {
    const { http, probe } = await joined(pod);
    http.answer = yellowForEver;
    for (let run = 0; run < 2; run += 1) expect(await probe({ CLIENT_NAME: '127.0.0.6' })).toEqual(waits);
    writeFileSync(join(pod.private, 'joined-at'), '0\n');
    await pod.run('start.sh', { INITIAL_MASTER_NODES: '' });
    for (let run = 0; run < 2; run += 1) expect(await probe({ CLIENT_NAME: '127.0.0.6' })).toEqual(waits);
    expect((await probe()).code).toBe(0);
  }));

test.concurrent('is not ready while Elasticsearch answers nothing, and gives up waiting in time for the probe', () =>
  underEveryShell(async (pod) => {
    const port = await freePort();
    await pod.listen(Peer.answering('127.0.0.1', pod.readinessPort));
    await pod.listen(Peer.silent('127.0.0.1', port));
    const outcome = await pod.run('ready.sh', { CLIENT_NAME: '127.0.0.1', HTTP_PORT: String(port), RECOVERY_LIMIT: '3600' });
    // 28: curl's own time ran out, which is less than the probe's.
    expect(outcome).toEqual({ code: 1, output: 'ready.sh: no answer from /_cluster/health (curl exit code 28)\n' });
  }));

test.concurrent('reports a wrong password', () =>
  underEveryShell(async (pod) => {
    const { http, probe } = await joined(pod);
    http.answer = '{"error":{},"status":401}';
    const outcome = await probe();
    expect(outcome).toEqual({ code: 1, output: 'ready.sh: unexpected answer from /_cluster/health: {"error":{},"status":401}\n' });
  }));

/** A pod that is part of a cluster with TLS. */
async function secured(pod: Pod): Promise<void> {
  const file = (name: string) => join(pod.root, name);
  const request = ['req', '-x509', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-days', '1', '-subj', '/CN=test'];
  const files = ['-keyout', file('key'), '-out', file('ca')];
  execFileSync('openssl', [...request, '-addext', 'subjectAltName=DNS:localhost', ...files], { stdio: 'ignore' });
  writeFileSync(join(pod.private, 'node-password'), 'bm90/YQ+=\n');
  const port = await freePort();
  const http = new Http('nines-node:bm90/YQ+=');
  const tls = { key: readFileSync(file('key')), cert: readFileSync(file('ca')) };
  await pod.listen(Peer.answering('127.0.0.1', pod.readinessPort));
  await pod.listen(Peer.listen(createTlsServer(tls, http.handle), '127.0.0.1', port));
  const environment = {
    CLIENT_NAME: 'localhost',
    HTTP_PORT: String(port),
    RECOVERY_LIMIT: '3600',
    CA_FILE: file('ca'),
  };
  expect(await pod.run('ready.sh', environment)).toEqual(ready);
}

// Node has no way to make a certificate.
const withOpenssl = find('openssl') ? test.concurrent : test.skip;

withOpenssl('asks over TLS as the user of this node', () => underEveryShell(secured));

withOpenssl.each(curls)('%s asks over TLS', (curl) => withPod(secured, ['sh'], { curl }));

test.concurrent.each(curls)('%s tells recovering shards from recovered ones', (curl) =>
  withPod(
    async (pod) => {
      const { http, probe } = await joined(pod);
      http.answer = recovering;
      expect(await probe()).toEqual(waits);
      http.answer = health('green');
      expect(await probe()).toEqual(ready);
    },
    ['sh'],
    { curl },
  ),
);
