import type { Downtime, Topology } from '../../../src/availability';
import { judge } from '../judged';
import { spread, workload, zones } from '../manifests';

const pod = { topologySpreadConstraints: [spread('zone', { matchLabelKeys: ['pod-template-hash'] })] };

function downtime(topology: Topology, target?: number): Downtime {
  const [service] = judge([workload({ pod })], topology, { withoutAdvice: true, ...(target === undefined ? {} : { target }) }).services;
  return service?.downtime as Downtime;
}

const row = (id: string, { risks }: Downtime) => risks.find((it) => it.id === id);

test('a lost node takes its part of the requests along until it counts as lost', () => {
  // A node fails every 3130 h 15 min: 2.8004 times in 8766 h. 3 pods x 2.8004 x 1/3 x 50 s = 140.02 s = 2.3337 min.
  expect(row('node-failover', downtime(zones([1, 1, 1])))?.minutes.value).toBeCloseTo((8766 / 3130.25) * (50 / 60), 9);
});

test('nodes that never fail cost nothing', () => {
  const { zones: given, ...rest } = zones([1, 1, 1]);
  const never = given.map((zone) => ({
    ...zone,
    rate: 'never' as const,
    pools: zone.pools.map((pool) => ({ ...pool, rate: 'never' as const })),
  }));
  expect(downtime({ ...rest, zones: never }).sum).toEqual({ value: 0, low: 0, high: 0 });
});

test('minutes add up and are compared with the target', () => {
  const { risks, sum, allowed, left, verdict } = downtime(zones([1, 1, 1]), 0.9999);
  expect(sum.value).toBe(risks.reduce((total, { minutes }) => total + minutes.value, 0));
  expect(allowed).toBeCloseTo(52.596, 9);
  expect(left?.value).toBe((allowed ?? 0) - sum.value);
  expect(verdict).toBe('kept');
});
