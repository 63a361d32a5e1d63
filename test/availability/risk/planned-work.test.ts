import { workload, zones } from '../manifests';
import { downtimeOf, idsOf, quiet, row, service, web } from './table';

const upgraded = { ...quiet, plannedWork: { drainsPerYear: 24, away: '5m', source: 'own record' } };
const twoNeeded = { annotations: { 'nines.dev/needed': '2' } };

/** The share of time for which a pod is down, with its zone or its node. */
const zone = 1 / 8767;
const node = 0.25 / 3130.25;
const down = zone + (1 - zone) * node;

test('while one of three is away, each of the two others stops what needs two', () => {
  // 24 drains x 3 pods x 30 s until it has started elsewhere, or 300 s until its node is back, x 2 others
  const { events, share, recover, minutes } = row(downtimeOf([web(twoNeeded), service()], upgraded), 'planned-work');
  expect([events?.value, share.value]).toEqual([72, expect.closeTo(2 * down, 12)]);
  expect(minutes.value).toBeCloseTo((72 * 2 * down * (recover?.value ?? 0)) / 60, 12);
});

test('the 0.17 minutes of three Elasticsearch masters', () => {
  const annotations = { 'nines.dev/elasticsearch.roles': 'master', 'nines.dev/needed': '2' };
  const crashing = { ...upgraded, pods: { crash: { mtbf: '720h', mttr: '90s', source: 'test' } } };
  const value = row(downtimeOf([web({ kind: 'StatefulSet', annotations }), service()], crashing), 'planned-work').minutes.value;
  // 24 x 3 x 5 min x 2 x (z + n + c), z = 1/8767, n = 0.25/3130.25, c = 0.025/720.025
  const crash = 0.025 / 720.025;
  expect(value).toBeCloseTo(360 * 2 * (down + (1 - down) * crash), 12);
  expect(value).toBeCloseTo(0.165, 3);
});

test('where two of three may share a node its maintenance stops what needs two', () => {
  // 24 drains of at most 3 / 2 nodes that hold two, for 5 min.
  const annotations = { 'nines.dev/elasticsearch.roles': 'master', 'nines.dev/needed': '2' };
  const { cause, events, share, minutes } = row(
    downtimeOf([workload({ kind: 'StatefulSet', annotations }), service()], upgraded),
    'planned-work',
  );
  expect(cause).toBe('too many pods are away while their node is maintained');
  expect(events).toMatchObject({ value: 36, because: '24 drains of each node x 3 pods, 2 on a node that stops it' });
  expect(minutes.value).toBe(180);
  // Spread over nodes, as they may be as well, they risk what the others do meanwhile.
  expect(share.low * 36).toBeCloseTo(72 * 2 * down, 12);
});

test('with two to spare the bound is (n - 1) q / 2', () => {
  expect(row(downtimeOf([web(), service()], upgraded), 'planned-work').share.value).toBeCloseTo((2 * down) / 2, 12);
});

test('what needs every pod is down while one is away', () => {
  expect(row(downtimeOf([web({ annotations: { 'nines.dev/needed': '3' } }), service()], upgraded), 'planned-work').share.value).toBe(1);
});

test('a rollout that takes pods away first risks the same', () => {
  const released = { ...quiet, releases: { perYear: 10, failing: '0%', notice: '0s', recover: '0s', source: 'own record' } };
  const strategy = { rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } };
  const { events, share } = row(downtimeOf([web({ ...twoNeeded, spec: { strategy } }), service()], released), 'rollout-capacity');
  expect([events?.value, share.value]).toEqual([30, expect.closeTo(2 * down, 12)]);
  const surging = { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } };
  expect(idsOf(downtimeOf([web({ spec: { strategy: surging } }), service()], released))).not.toContain('rollout-capacity');
});

test('maintenance that nobody declares is assumed: each node twice a month', () => {
  const { events } = row(downtimeOf([web(), service()], { ...quiet, plannedWork: undefined }), 'planned-work');
  expect(events).toMatchObject({ value: 72, low: 36, high: 144, basis: 'assumption' });
});

test('how long a node is away is assumed with a range: two to twenty minutes, where nobody declares it', () => {
  const annotations = { 'nines.dev/elasticsearch.roles': 'master', 'nines.dev/needed': '2' };
  const values = [workload({ kind: 'StatefulSet', annotations }), service()];
  const away = (topology: typeof quiet) => row(downtimeOf(values, topology), 'planned-work').recover;
  expect(away({ ...quiet, plannedWork: undefined })).toMatchObject({ value: 300, low: 120, high: 1200, basis: 'assumption' });
  expect(away(upgraded)).toMatchObject({ value: 300, low: 300, high: 300, basis: 'topology' });
});

describe('pods that their own probes keep from being ready for longer than pods take to start', () => {
  const slow = { readinessProbe: { initialDelaySeconds: 400, httpGet: { port: 80 } } };
  const timed = { ...upgraded, times: { podStart: '30s' } };
  const maintained = (pod: object, topology = timed) => row(downtimeOf([pod, service()], topology), 'planned-work').recover;

  test('are away for so long while a drained node is maintained', () => {
    const spare = { ...timed, zones: zones([2, 2, 2]).zones };
    expect(maintained(web(twoNeeded), spare)).toMatchObject({ value: 30, source: 'times.podStart' });
    expect(maintained(web(twoNeeded, slow), spare)).toMatchObject({
      low: 400,
      value: 400,
      high: 400,
      source: 'its probes and hooks',
      basis: 'manifests',
    });
  });

  test('or for so much longer than their node, where they wait for it', () => {
    const master = { kind: 'StatefulSet' as const, annotations: { ...twoNeeded.annotations, 'nines.dev/elasticsearch.roles': 'master' } };
    expect(maintained(web(master))?.value).toBe(300);
    expect(maintained(web(master, slow))?.value).toBe(300 + 400 - 30);
  });

  test('in each round of a release that takes pods away first', () => {
    const releases = { perYear: 10, failing: '0%', notice: '0s', recover: '0s', source: 'own record' };
    const strategy = { rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } };
    const released = (ofContainer: object) =>
      row(
        downtimeOf([web({ ...twoNeeded, spec: { strategy } }, ofContainer as Record<string, unknown>), service()], { ...timed, releases }),
        'rollout-capacity',
      ).recover?.value;
    expect([released({}), released(slow)]).toEqual([30, 400]);
  });
});
