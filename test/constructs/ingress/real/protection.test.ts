import { setTimeout as wait } from 'node:timers/promises';
import { Duration } from 'cdk8s';
import { IngressClass, type Protection } from '../../../../src';
import { failed, type Outcome, send, sendEach } from './client';
import { manifestsFor } from './entry';
import { startHaproxy, startHaproxyUnchecked } from './haproxy';
import { type Behaviour, failing, hanging, ok, Pod } from './pods';
import type { RunningProxy } from './proxy';
import { startTraefik } from './traefik';
import { until } from './until';

const entries = {
  Traefik: { ingressClass: IngressClass.traefik(), start: startTraefik },
  HAProxy: { ingressClass: IngressClass.haproxy(), start: startHaproxyUnchecked },
  'HAProxy with checks': { ingressClass: IngressClass.haproxy(), start: startHaproxy },
};
type Entry = keyof typeof entries;
const both: Entry[] = ['Traefik', 'HAProxy'];

let pods: Pod[] = [];
let proxies: RunningProxy[] = [];
afterEach(async () => {
  for (const proxy of proxies) await proxy.stop();
  for (const pod of pods) pod.stop();
  [pods, proxies] = [[], []];
});

async function started(entry: Entry, behaviours: readonly Behaviour[], protection?: Protection): Promise<number> {
  pods = await Promise.all(behaviours.map((behave) => Pod.start(behave)));
  const { ingressClass, start } = entries[entry];
  const proxy = await start(
    manifestsFor(ingressClass, protection),
    pods.map(({ port }) => port),
  );
  proxies.push(proxy);
  return proxy.port;
}

const requestsOf = () => pods.reduce((sum, { requests }) => sum + requests, 0);

describe('one pod of three answers 503 to everything', () => {
  const three = [failing, ok, ok];

  test.each(both)('%s without protection fails every third request', async (entry) => {
    const port = await started(entry, three);
    expect(failed(await sendEach(port, 30))).toBe(10);
    expect(failed(await sendEach(port, 30, { method: 'POST' }))).toBe(10);
  });

  test.each(both)('%s with retry fails no GET, and sends no POST twice', async (entry) => {
    const port = await started(entry, three, { retry: [503] });
    expect(failed(await sendEach(port, 30))).toBe(0);
    const before = requestsOf();
    expect(failed(await sendEach(port, 30, { method: 'POST' }))).toBeGreaterThan(0);
    expect(requestsOf() - before).toBe(30);
  });

  test('HAProxy with outlier fails as many as it takes to notice', async () => {
    const port = await started('HAProxy', three, { outlier: {} });
    expect(failed(await sendEach(port, 30))).toBe(5);
    expect(failed(await sendEach(port, 30, { method: 'POST' }))).toBe(0);
  });

  test('HAProxy with both counts only what it does not repeat', async () => {
    const port = await started('HAProxy', three, { outlier: {}, retry: [503] });
    expect(failed(await sendEach(port, 30))).toBe(0);
    expect(failed(await sendEach(port, 30, { method: 'POST' }))).toBe(5);
    const before = pods[0]?.requests;
    expect(failed(await sendEach(port, 30))).toBe(0);
    expect(pods[0]?.requests).toBe(before);
  });

  test('HAProxy takes the pod in again, and not before the pause is over', async () => {
    const pause = 2;
    // One failure, which no check can reset.
    const port = await started('HAProxy with checks', three, { outlier: { failures: 1, pause: Duration.seconds(pause) } });
    const start = performance.now();
    await until(async () => failed([await send(port)]) === 1, 'a request fails');
    (pods[0] as Pod).behave = ok;
    await until(async () => {
      expect(failed(await sendEach(port, 3))).toBe(0);
      return (pods[0] as Pod).requests > 1;
    }, 'the pod gets requests again');
    expect((performance.now() - start) / 1000).toBeGreaterThan(pause);
  });
});

describe('one pod of three takes requests and never answers, and clients wait for 3 seconds', () => {
  const three = [hanging, ok, ok];
  const late = (outcomes: readonly Outcome[]) => outcomes.filter(({ seconds }) => seconds >= 1).length;

  test.each(both)('%s without protection fails every third request', async (entry) => {
    const port = await started(entry, three);
    expect(failed(await sendEach(port, 6))).toBe(2);
  });

  test.each(both)('%s with a timeout and retry fails no GET, and those to the pod are late', async (entry) => {
    const port = await started(entry, three, { timeout: Duration.seconds(1), retry: [504] });
    const outcomes = await sendEach(port, 6);
    expect([failed(outcomes), late(outcomes)]).toEqual([0, pods[0]?.requests]);
  });

  test('HAProxy with a timeout and outlier fails those that were sent before it noticed', async () => {
    const port = await started('HAProxy', three, { timeout: Duration.seconds(1), outlier: { failures: 2 } });
    expect(failed(await Promise.all(Array.from({ length: 9 }, () => send(port))))).toBe(3);
    expect(failed(await sendEach(port, 30))).toBe(0);
  });
});

/** Sends them further apart than the 100 ms in which Traefik checks once, so that it checks after each response. */
async function spaced(port: number, count: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let sent = 0; sent < count; sent += 1) {
    outcomes.push(await send(port));
    await wait(120);
  }
  return outcomes;
}

test.each<Protection | undefined>([undefined, { circuitBreaker: {} }, { circuitBreaker: {}, retry: [503] }])(
  'one pod of two is dead: Traefik with %j fails no request',
  async (protection) => {
    const port = await started('Traefik', [ok, ok], protection);
    pods[0]?.stop();
    expect(failed(await spaced(port, 40))).toBe(0);
  },
);

describe('all pods fail', () => {
  const GOOD = 6;

  test('Traefik without protection sends them every request', async () => {
    const port = await started('Traefik', [ok, ok, ok]);
    await spaced(port, GOOD);
    for (const pod of pods) pod.behave = failing;
    await spaced(port, 20);
    expect(requestsOf()).toBe(GOOD + 20);
  });

  test('Traefik with a circuit breaker sends them none once more than half have failed', async () => {
    const port = await started('Traefik', [ok, ok, ok], { circuitBreaker: {} });
    await spaced(port, GOOD);
    for (const pod of pods) pod.behave = failing;
    expect(failed(await spaced(port, 20))).toBe(20);
    expect(requestsOf()).toBe(GOOD + GOOD + 1);
  });

  test('Traefik’s circuit breaker stays closed while one pod of three fails', async () => {
    const port = await started('Traefik', [failing, ok, ok], { circuitBreaker: {} });
    // The first to answer must not be the one that fails: a single response is all there is then.
    (pods[0] as Pod).behave = ok;
    await spaced(port, GOOD);
    (pods[0] as Pod).behave = failing;
    expect(failed(await spaced(port, 12))).toBe(4);
  });

  test('Traefik’s circuit breaker opens after a single failure where nothing else was requested', async () => {
    const port = await started('Traefik', [failing, failing, failing], { circuitBreaker: {} });
    await send(port);
    for (const pod of pods) pod.behave = ok;
    expect(failed(await spaced(port, 10))).toBe(10);
    expect(requestsOf()).toBe(1);
  });

  test.each<[Entry, number]>([
    ['Traefik', 2],
    ['HAProxy', 4],
  ])('%s with retry sends each request %d times', async (entry, times) => {
    const port = await started(entry, [failing, failing, failing], { retry: [503] });
    expect(failed(await sendEach(port, 20))).toBe(20);
    expect(requestsOf()).toBe(20 * times);
  });

  test('HAProxy with outlier answers in their place once each was taken out', async () => {
    const port = await started('HAProxy', [failing, failing, failing], { outlier: {} });
    expect(failed(await sendEach(port, 30))).toBe(30);
    expect(requestsOf()).toBe(15);
  });
});

describe('more requests than the limit at a time', () => {
  const LIMIT = 5;

  test.each(both)('%s answers the others with 429 while those wait, whatever their host', async (entry) => {
    const port = await started(entry, [hanging, hanging, hanging], { concurrency: LIMIT });
    const release: (() => void)[] = [];
    for (const pod of pods) pod.behave = (_, response) => void release.push(() => response.end('ok'));
    const held = Array.from({ length: LIMIT }, (_, index) => send(port, { host: `host-${index}.example`, limit: 60 }));
    await until(() => release.length === LIMIT, 'the pods have the requests');
    const refused = await Promise.all(Array.from({ length: 15 }, (_, index) => send(port, { host: `other-${index}.example` })));
    expect(refused.map(({ status }) => status)).toEqual(Array(15).fill(429));
    for (const each of release) each();
    expect(failed(await Promise.all(held))).toBe(0);
    for (const pod of pods) pod.behave = ok;
    expect(failed(await sendEach(port, 6))).toBe(0);
  });
});
