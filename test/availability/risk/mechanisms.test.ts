import { endpoints, type HealthChecks, healthChecks, KUBERNETES } from './simulation/detection';
import { DEFAULT_CHECKS, type Elasticsearch, failedInElasticsearch } from './simulation/elasticsearch';
import { failedMinutes, generator, type Mean } from './simulation/interval';
import type { Hop, System } from './simulation/system';

const YEAR = 525_960;
const RATE = 0.5;
const NODE = { up: 3130 * 3600, down: 900 };

describe('what is simulated is what the mechanisms come to by hand', () => {
  const one = (hop: Partial<Hop>, more: Partial<System> = {}): System => ({
    nodes: [0, 1, 2],
    hops: [{ pods: [0, 1, 2], needed: 1, detection: endpoints(KUBERNETES), ...hop }],
    ...more,
  });
  const expectMean = ({ mean, error }: Mean, expected: number): void => {
    expect(error).toBeLessThan(0.03 * expected);
    expect(Math.abs(mean - expected)).toBeLessThan(4 * error + 0.01 * expected);
  };
  const checks: HealthChecks = { interval: 5, timeout: 2, unhealthy: 2, healthy: 5, deregistration: 1 };

  test('a lost node: half a renewal less than the grace, half a period more, and half of what kube-proxy takes', () => {
    // 3 nodes x 2.8004 losses a year x 1/3 of the requests x (50 - 5 + 2.5 + 0.25 + 0.5) s.
    const events = (YEAR * 60) / (NODE.up + NODE.down);
    expectMean(failedMinutes(one({}, { node: NODE }), { years: 200 }).node, (events * 48.25) / 60);
  });

  test('a node that is back before the grace is over costs the time until then', () => {
    const node = { ...NODE, down: 20 };
    expectMean(failedMinutes(one({}, { node }), { years: 400 }).node, (((YEAR * 60) / (NODE.up + 20)) * 20) / 60);
  });

  test('a load balancer: one and a half of two intervals, and the timeout where nothing answers', () => {
    const events = (YEAR * 60) / (NODE.up + NODE.down);
    const system = one({ detection: healthChecks(checks) }, { node: NODE });
    expectMean(failedMinutes(system, { years: 300, rate: 4 }).node, (events * (1.5 * 5 + 2)) / 60);
  });

  test('a crashed container that an entry tries again elsewhere costs nothing, a lost node as much as ever', () => {
    const container = { up: 720 * 3600, down: 30 };
    const { container: crashes, node } = failedMinutes(one({ container, attempts: 3 }, { node: NODE }), { years: 200 });
    expect(crashes.mean).toBe(0);
    expect(node.mean).toBeGreaterThan(2);
  });

  test('a drained pod that answers until nobody asks it costs nothing; one that does not, the rest', () => {
    const drains = (answers: number) =>
      failedMinutes(one({ stop: { answers, replaced: 30 } }, { upgrades: { every: 86_400.03, each: 300.07 } }), { years: 10, rate: 10 })
        .drain;
    expect(drains(1).mean).toBe(0);
    // 3 pods x 365.25 drains a year x 1/3 x half a second of kube-proxy.
    expectMean(drains(0), (365.25 * 0.5) / 60);
  });

  test('fewer pods than needed fail every request', () => {
    const node = { up: 1_000_000, down: 1000 };
    // One pod, which is down for 1000 of each 1 001 000 s.
    expectMean(failedMinutes({ ...one({ pods: [0], needed: 1 }), node }, { years: 100, rate: 0.1 }).capacity, YEAR / 1001);
  });
});

describe('Elasticsearch, by hand', () => {
  // All writes, no patience: three nodes, two copies of each shard.
  const system = {
    nodes: 3,
    copies: 2,
    node: NODE,
    leader: DEFAULT_CHECKS,
    follower: DEFAULT_CHECKS,
    election: 1,
    publication: 30,
    writes: 1,
    patience: 0,
  };
  const secondsPerLoss = (changed: Partial<Elasticsearch>): number => {
    const { failed, losses } = failedInElasticsearch({ ...system, ...changed }, { seconds: 800 * YEAR * 60, rate: RATE }, generator(2));
    return failed / losses / RATE;
  };

  test('a write waits for the lost node if it has one of the copies, and for a master if there is none', () => {
    // Checks: 3 x 10 s and 2 x 1 s between. Two of three losses: 32.5 s for 2/3 of the writes. One of three: 32.5 s for 2/3, 0.5 s for all, 30 + 32 s for 2/3.
    const expected = (2 / 3) * 32.5 * (2 / 3) + (1 / 3) * (32.5 * (2 / 3) + 0.5 + 62 * (2 / 3));
    expect(Math.abs(secondsPerLoss({}) / expected - 1)).toBeLessThan(0.02);
  });

  test('a search waits only if its copy is the one on the lost node', () => {
    const expected = (2 / 3) * 32.5 * (1 / 3) + (1 / 3) * (32.5 + 0.5 + 62) * (1 / 3);
    expect(Math.abs(secondsPerLoss({ writes: 0 }) / expected - 1)).toBeLessThan(0.02);
  });

  test('who waits ten seconds loses ten seconds less, and nothing to an election of one', () => {
    const expected = (2 / 3) * 22.5 * (2 / 3) + (1 / 3) * (22.5 + 0.5 + 62) * (2 / 3);
    expect(Math.abs(secondsPerLoss({ patience: 10 }) / expected - 1)).toBeLessThan(0.02);
  });
});
