import { runs } from '../../budget';
import { fc } from '../../random';
import { zones } from '../manifests';
import { downtimeOf, ingress, service, web } from './table';

const settings = fc.record({
  interval: fc.integer({ min: 25, max: 280 }),
  timeout: fc.integer({ min: 2, max: 4 }),
  threshold: fc.integer({ min: 2, max: 10 }),
  replicas: fc.integer({ min: 1, max: 6 }),
  needed: fc.integer({ min: 1, max: 6 }),
  nodes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
  sleep: fc.integer({ min: 1, max: 30 }),
  grace: fc.integer({ min: 5, max: 60 }),
  retries: fc.integer({ min: 0, max: 15 }),
});
type Settings = typeof settings extends fc.Arbitrary<infer T> ? T : never;

function sum({ interval, timeout, threshold, replicas, needed, nodes, sleep, grace, retries }: Settings) {
  const alb = ingress('alb', {
    'alb.ingress.kubernetes.io/target-type': 'ip',
    'alb.ingress.kubernetes.io/healthcheck-interval-seconds': String(interval),
    'alb.ingress.kubernetes.io/healthcheck-timeout-seconds': String(timeout),
    'alb.ingress.kubernetes.io/unhealthy-threshold-count': String(threshold),
  });
  const annotations = { 'nines.dev/needed': String(Math.min(needed, replicas)) };
  const object = web({ replicas, annotations }, { lifecycle: { preStop: { sleep: { seconds: sleep } } } });
  const topology = zones(nodes, {
    times: { nodeMonitorGrace: `${grace}s` },
    tcpRetries2: retries,
    pods: { crash: { mtbf: '720h', mttr: '90s', source: 'assumption' } },
  });
  return downtimeOf([object, service(), alb], topology).sum;
}

/** Whatever else is set, more of it never makes the sum smaller: neither the figure nor an end of its range. */
test.each(['interval', 'timeout', 'threshold', 'grace', 'retries'] as const)('more %s never lowers the sum', (name) => {
  fc.assert(
    fc.property(settings, fc.integer({ min: 1, max: 20 }), (given, more) => {
      // AWS takes 10 failures at most. The other ranges leave room for more: a timeout stays below the interval.
      const most = name === 'threshold' ? 10 : Number.POSITIVE_INFINITY;
      const [before, after] = [sum(given), sum({ ...given, [name]: Math.min(most, given[name] + more) })];
      for (const end of ['value', 'low', 'high'] as const) expect(after[end]).toBeGreaterThanOrEqual(before[end] - 1e-9);
    }),
    { numRuns: runs(40) },
  );
});

test('a longer preStop never raises the sum', () => {
  fc.assert(
    fc.property(settings, fc.integer({ min: 1, max: 20 }), (given, more) => {
      expect(sum({ ...given, sleep: given.sleep + more }).high).toBeLessThanOrEqual(sum(given).high + 1e-9);
    }),
    { numRuns: runs(40) },
  );
});

test('every range holds its figure, and no row is negative', () => {
  fc.assert(
    fc.property(settings, (given) => {
      const { low, value, high } = sum(given);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(value).toBeGreaterThanOrEqual(low);
      expect(high).toBeGreaterThanOrEqual(value);
    }),
    { numRuns: runs(40) },
  );
});
