/* Rows that simulation.test.ts doesn't name, each request counted by itself. rows.test.ts holds that no kind of row is missing in both. */
import type { Range, Topology } from '../../../src/availability';
import type { Rate } from '../../../src/cluster/topology';
import { outsideKinds } from '../../../src/cluster/yearly-facts';
import { type Detection, earliest, endpoints, healthChecks, KUBERNETES } from './simulation/detection';
import { type Episode, episodeMinutes } from './simulation/episodes';
import { failedMinutes, type Mean } from './simulation/interval';
import type { Hop, System } from './simulation/system';
import { downtimeOf, ingress, quiet, row, service, web, withoutFailures, ZONE_LOSSES } from './table';

const HOUR = 3600;
const YEAR = 8766 * HOUR;

/** Nothing fails and nothing is released, but for what is given. */
const still: Topology = { ...withoutFailures(quiet), pods: { crash: 'never' } };

function minutes(ids: readonly string[], manifests: Parameters<typeof downtimeOf>[0], topology: Topology): Range {
  const downtime = downtimeOf(manifests, topology);
  const rows = ids.map((id) => row(downtime, id).minutes);
  const sum = (end: keyof Range) => rows.reduce((total, it) => total + it[end], 0);
  return { value: sum('value'), low: sum('low'), high: sum('high') };
}

/**
 * What requests come to lies in the range, and the value is at most a tenth less, and no more than so many times as much. Less than one in a hundred is cut off where a run
 * ends in the middle of a release.
 */
function expectCounted({ value, low, high }: Range, { mean, error }: Mean, most = 1.1): void {
  expect(mean).toBeGreaterThan(0);
  expect(error).toBeLessThan(0.05 * mean);
  expect(1.01 * mean + 4 * error).toBeGreaterThanOrEqual(low);
  expect(mean - 4 * error).toBeLessThanOrEqual(high);
  expect(value).toBeGreaterThan(0.9 * mean);
  expect(value).toBeLessThan(most * mean);
}

const system = (hop: Partial<Hop>, more: Partial<System>): System => ({
  nodes: [0, 1, 2],
  hops: [{ pods: [0, 1, 2], needed: 1, detection: endpoints(KUBERNETES), ...hop }],
  ...more,
});
/** Whoever sends requests never learns that a pod doesn't answer. */
const unaware: Detection = {
  lost: () => Number.POSITIVE_INFINITY,
  back: (at) => at,
  withdrawn: () => Number.POSITIVE_INFINITY,
};
/** The zones where nodes fail at this rate. */
function failing(rate: Exclude<Rate, 'never'>): Topology['zones'] {
  return still.zones.map((zone) => ({ ...zone, pools: zone.pools.map((pool) => ({ ...pool, rate })) }));
}
const releases = (perYear: number) => ({ releases: { perYear, failing: '0%', notice: '0s', recover: '0s', source: 'test' } });

test('region-rate, and what stands outside of the cluster: all pods are out of reach for one of ten thousand hours', () => {
  const away = failedMinutes(system({ detection: unaware }, { nodes: [0, 0, 0], zone: { up: 9999 * HOUR, down: HOUR } }), { rate: 0.01 });
  const region = { rate: { mtbf: '9999h', mttr: '1h', source: 'test' } };
  expectCounted(minutes(['region-rate'], [web(), service()], { ...still, region }), away.capacity);
  const ids = ['region', 'load-balancer', 'dns', 'certificates', 'other'] as const;
  expect([...ids].sort()).toEqual([...outsideKinds].sort());
  for (const kind of ids) {
    const outside = [{ name: 'it', kind, availability: '99.99%', source: 'test' }];
    const entry = [web(), service(), ingress('alb')];
    expectCounted(minutes([kind], entry, { ...still, outside }), away.capacity);
  }
});

describe('releases', () => {
  const lifecycle = { preStop: { sleep: { seconds: 20 } } };
  const pods = (more: Parameters<typeof web>[0]) => web(more, { lifecycle });
  const upgrades = { every: YEAR / 100 + 0.03, each: 600.07 };

  test('rollout of pods that stop at once: endpoints are behind', () => {
    const seen = failedMinutes(system({ stop: { answers: 0, replaced: 30 } }, { upgrades }), { years: 12, rate: 10 });
    // Nobody has measured the lag of every kube-proxy: the row counts twice the second that each gathers changes.
    expectCounted(minutes(['rollout'], [web(), service()], { ...still, ...releases(100) }), seen.drain, 5);
  });

  test('rollout of pods that stop at once behind a load balancer that checks pods', () => {
    const checks = healthChecks({ interval: 15, timeout: 5, unhealthy: 2, healthy: 2, deregistration: 20 });
    const detection = earliest(checks, endpoints({ ...KUBERNETES, sync: 20 }));
    const seen = failedMinutes(system({ detection, stop: { answers: 0, replaced: 30 } }, { upgrades }), { years: 12 });
    const alb = ingress('alb', { 'alb.ingress.kubernetes.io/target-type': 'ip' });
    expectCounted(minutes(['rollout'], [web(), service(), alb], { ...still, ...releases(100) }), seen.drain, 2);
  });

  test('no-readiness-probe: requests come before the new pod listens', () => {
    const seen = failedMinutes(system({ detection: unaware, stop: { answers: 0, replaced: 30 } }, { upgrades }), { years: 4 });
    const blind = web({}, { lifecycle, readinessProbe: undefined });
    expectCounted(minutes(['no-readiness-probe', 'rollout'], [blind, service()], { ...still, ...releases(100) }), seen.drain);
  });

  test('no-readiness-probe: a container that ended is sent requests as soon as it runs again', () => {
    const seen = failedMinutes(system({ detection: unaware, container: { up: 720 * HOUR, down: 30 } }, {}), { years: 20 });
    const blind = web({}, { readinessProbe: undefined });
    const crash = { mtbf: '720h', mttr: '30s', source: 'test' };
    // The two seconds until the endpoint would go are counted besides.
    expectCounted(
      minutes(['no-readiness-probe', 'container-crash'], [blind, service()], { ...still, pods: { crash } }),
      seen.container,
      1.2,
    );
  });

  test('rollout-capacity: one pod is replaced while another waits for its node', () => {
    const node = { up: 100 * HOUR, down: 900 };
    const hop = { needed: 2, stop: { answers: 0, replaced: 300 } };
    const seen = failedMinutes(system(hop, { node, upgrades: { every: YEAR / 300, each: 600 } }), { years: 8, rate: 0.1 });
    const zones = failing({ mtbf: '100h', mttr: '15m', source: 'test' });
    const topology = { ...still, zones, times: { podStart: '300s' }, ...releases(300) };
    const manifests = [pods({ kind: 'StatefulSet', annotations: { 'nines.dev/needed': '2' } }), service()];
    expectCounted(minutes(['capacity', 'rollout-capacity'], manifests, topology), seen.capacity, 1.2);
  });

  test('rollout-capacity: every pod is needed', () => {
    const hop = { needed: 3, stop: { answers: 0, replaced: 30 } };
    const seen = failedMinutes(system(hop, { upgrades }), { years: 4 });
    const manifests = [pods({ kind: 'StatefulSet', annotations: { 'nines.dev/needed': '3' } }), service()];
    const topology = { ...still, times: { podStart: '30s' }, ...releases(100) };
    expectCounted(minutes(['rollout-capacity'], manifests, topology), seen.capacity);
  });
});

describe('two pods on the only node', () => {
  const [zone] = still.zones;
  const pods = [web({ replicas: 2, annotations: { 'nines.dev/needed': '1' } }), service()];
  const alone = (topology: Partial<Topology>): Topology => ({ ...still, ...topology, zones: zone ? [zone] : [] });

  test('planned-work: both are away until it is back', () => {
    const upgrades = { every: YEAR / 100, each: 600 };
    const hop = { pods: [0, 0], stop: { answers: 0, replaced: 300 } };
    const seen = failedMinutes(system(hop, { nodes: [0], upgrades }), { years: 4 });
    const plannedWork = { drainsPerYear: 100, away: '5m', source: 'test' };
    expectCounted(minutes(['planned-work'], pods, alone({ plannedWork })), seen.capacity);
  });

  test('node-interruption: both are away until it is back', () => {
    const seen = failedMinutes(system({ pods: [0, 0] }, { nodes: [0], node: { up: 3130 * HOUR, down: 120 } }), { years: 100 });
    const interruption = { mtbf: '3130h', mttr: '2m', source: 'test' };
    expectCounted(minutes(['node-interruption'], pods, alone({ nodes: { interruption } })), seen.capacity);
  });
});

test('entry-address: clients keep a DNS answer for a minute, and half of them try another address', () => {
  const zoneLost: Episode = {
    perYear: 3 * ZONE_LOSSES,
    lasts: 120,
    begin: (random) => {
      const leavesDns = 60;
      return (sent) => {
        const asked = sent - random() * 60;
        const isLost = asked < leavesDns && Math.floor(random() * 3) === 0;
        return isLost && random() < 0.5;
      };
    },
  };
  const alb = ingress('alb', { 'alb.ingress.kubernetes.io/target-type': 'ip' });
  // The row takes every answer for as old as it may be.
  expectCounted(minutes(['entry-address'], [web(), service(), alb], quiet), episodeMinutes([zoneLost]), 1.5);
});

describe('black-holed-connections', () => {
  test.each([
    ['the node is back before TCP gives up', 15, '15m', 900, 1],
    ['TCP gives up', 15, '1h', 3600, 1],
    ['TCP gives up soon', 8, '1h', 3600, 10],
  ])('one request of a hundred is on a connection from before the loss: %s', (_, tcpRetries2, mttr, back, rate) => {
    const { lost } = endpoints(KUBERNETES);
    // Each retransmission after twice as long as the last, up to two minutes.
    const silence = Array.from({ length: tcpRetries2 + 1 }, (_, sent) => Math.min(120, 0.2 * 2 ** sent)).reduce((sum, it) => sum + it, 0);
    const nodeLost: Episode = {
      perYear: 3 * (8766 / (3130 + back / HOUR)),
      lasts: Math.min(back, silence + 1),
      begin: (random) => {
        const gone = lost(0, 'silent', random);
        const ends = Math.min(back, silence + random());
        return (sent) => random() < 0.01 && Math.floor(random() * 3) === 0 && sent >= gone && sent < ends;
      },
    };
    const topology = { ...still, zones: failing({ mtbf: '3130h', mttr, source: 'test' }), tcpRetries2 };
    const seen = episodeMinutes([nodeLost], { rate, years: 15 });
    expectCounted(minutes(['black-holed-connections'], [web(), service()], topology), seen);
  });
});

describe('mastership', () => {
  const annotations = { 'nines.dev/needed': 'majority', 'nines.dev/elasticsearch.roles': 'master, data' };

  /** Writes that wait for the next master for longer than people do. */
  const failsIn = (elections: readonly { readonly at: number; readonly takes: number }[], patience: number, isWrite: () => boolean) => {
    return (sent: number) => elections.some(({ at, takes }) => sent >= at && at + takes - sent > patience && isWrite());
  };

  test.each([0, 1])('the master ends, or is restarted as one of three, and people wait for %i s', (patience) => {
    const takes = (random: () => number) => 1 + 2 * random();
    const ended: Episode = {
      perYear: 8766 / 720.025,
      lasts: 3,
      begin: (random) => failsIn([{ at: 0, takes: takes(random) }], patience, () => random() < 0.1),
    };
    const maintained: Episode = {
      perYear: 24,
      lasts: 33,
      begin: (random) => {
        let master = Math.floor(random() * 3);
        const elections = [0, 1, 2].flatMap((restarted) => {
          if (restarted !== master) return [];
          master = (restarted + 1 + Math.floor(random() * 2)) % 3;
          return [{ at: 10 * restarted, takes: takes(random) }];
        });
        return failsIn(elections, patience, () => random() < 0.1);
      },
    };
    const topology: Topology = {
      ...still,
      pods: { crash: { mtbf: '720h', mttr: '90s', source: 'test' } },
      plannedWork: { drainsPerYear: 24, away: '5m', source: 'test' },
      services: [{ kind: 'StatefulSet', namespace: 'shop', name: 'web', writes: '10%' }],
      patience: `${patience}s`,
    };
    // The row takes the next master for one whose turn is still to come.
    const seen = episodeMinutes([ended, maintained], { rate: 10, years: 20 });
    expectCounted(minutes(['mastership'], [web({ kind: 'StatefulSet', annotations }), service()], topology), seen, 1.2);
  });
});
