import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Http, health } from './health';
import { freePort, Peer } from './peer';
import { type Outcome, type Pod, underEveryShell } from './pod';

// Real processes on a machine that may be busy.
jest.setTimeout(120_000);

const rebuilding = health('yellow', { initializing_shards: 1, unassigned_shards: 1 });

/** A pod whose Elasticsearch answers, and that has been ready. */
async function serving(pod: Pod) {
  const port = await freePort();
  const http = new Http();
  await pod.listen(Peer.listen(createServer(http.handle), '127.0.0.1', port));
  writeFileSync(join(pod.private, 'recovered'), '');
  const log = join(pod.root, 'log');
  writeFileSync(log, '');
  const environment = {
    CLIENT_NAME: '127.0.0.5',
    HTTP_PORT: String(port),
    RESTART_DELAY: '5m',
    STOP_LIMIT: '60',
    STOP_INTERVAL: '0.1',
    LOG_FILE: log,
  };
  return { http, log: () => readFileSync(log, 'utf8'), stop: (more = {}) => pod.run('stop.sh', { ...environment, ...more }) };
}

/** Waits until the condition holds. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((done) => setTimeout(done, 20));
}

test('asks the others to wait for its return, where an index says nothing else', () =>
  underEveryShell(async (pod) => {
    const { http, stop } = await serving(pod);
    expect(await stop()).toEqual({ code: 0, output: '' });
    expect(http.settings).toEqual([
      {
        url: '/_all/_settings?preserve_existing=true&expand_wildcards=open,hidden&timeout=5s&master_timeout=5s',
        body: '{"index.unassigned.node_left.delayed_timeout":"5m"}',
      },
    ]);
  }));

test('asks for open indices alone where system indices are refused', () =>
  underEveryShell(async (pod) => {
    const { http, stop } = await serving(pod);
    http.hasSystemIndices = true;
    expect(await stop()).toEqual({ code: 0, output: '' });
    expect(http.settings.map(({ url }) => new URL(url, 'http://pod').searchParams.get('expand_wildcards'))).toEqual([
      'open,hidden',
      'open',
    ]);
  }));

test('stays until copies that are being rebuilt are complete', () =>
  underEveryShell(async (pod) => {
    const { http, log, stop } = await serving(pod);
    http.answer = rebuilding;
    let ended: Outcome | undefined;
    const running = stop().then((outcome) => {
      ended = outcome;
    });
    await until(() => log() !== '');
    expect(ended).toBeUndefined();
    http.answer = health('green');
    await running;
    expect(ended).toEqual({ code: 0, output: 'stop.sh: staying while copies are being rebuilt\n' });
  }));

test('stays no longer than its limit', () =>
  underEveryShell(async (pod) => {
    const { http, stop } = await serving(pod);
    http.answer = rebuilding;
    expect(await stop({ STOP_LIMIT: '0' })).toEqual({
      code: 0,
      output: 'stop.sh: copies are still being rebuilt after 0 s: staying no longer\n',
    });
  }));

test.each([
  ['a cluster that is yellow for good', health('yellow', { unassigned_shards: 3 })],
  ['copies that nobody rebuilds yet', health('yellow', { unassigned_shards: 3, delayed_unassigned_shards: 3 })],
  ['an answer that it does not understand', '{"error":{},"status":401}'],
])('does not stay for %s', (_, answer) =>
  underEveryShell(async (pod) => {
    const { http, stop } = await serving(pod);
    http.answer = answer;
    expect(await stop()).toEqual({ code: 0, output: '' });
  }),
);

test('does not stay where it is still recovering itself', () =>
  underEveryShell(async (pod) => {
    const { http, stop } = await serving(pod);
    http.answer = rebuilding;
    expect((await pod.run('start.sh', { INITIAL_MASTER_NODES: '' })).code).toBe(0);
    expect(await stop()).toEqual({ code: 0, output: '' });
  }));

test('delays nothing where Elasticsearch does not answer', () =>
  underEveryShell(async (pod) => {
    const { stop } = await serving(pod);
    const { code, output } = await stop({ HTTP_PORT: String(await freePort()) });
    expect(output).toBe(
      'stop.sh: the others copy its shards after index.unassigned.node_left.delayed_timeout, which could not be set: no answer (curl exit code 7)\n',
    );
    expect(code).toBe(0);
  }));

test('does nothing for a single node', () =>
  underEveryShell(async (pod) => {
    const { http, stop } = await serving(pod);
    http.answer = rebuilding;
    expect(await stop({ RESTART_DELAY: '' })).toEqual({ code: 0, output: '' });
    expect(http.settings).toEqual([]);
  }));
