import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Platform, type Replicated, WebService } from '../../../src';
import { judge } from '../../availability/judged';
import { runs } from '../../budget';
import { manifestsOf } from '../../objects';
import { flat, zoned } from '../../platforms';
import { fc } from '../../random';

const NAMES = ['a', 'b', 'c', 'd'];

function made(platform: Platform, replication: Replicated) {
  const resources = { cpu: Cpu.millis(100), memory: Size.mebibytes(64) };
  return manifestsOf(
    (chart) =>
      new WebService(chart, 'shelf', { platform, name: 'shelf', image: 'shelf:1.0.0', ports: { http: 80 }, resources, ...replication }),
  );
}

test('an autoscaler scales down by default', () => {
  const [autoscaler] = made(zoned(), { replicas: 4, needed: 2, maxReplicas: 6 }).filter(({ kind }) => kind === 'HorizontalPodAutoscaler');
  expect(autoscaler?.['spec']).toMatchObject({ minReplicas: 4, maxReplicas: 6 });
  expect(autoscaler?.['spec']).not.toHaveProperty('behavior');
});

test.each<[string, Platform, Replicated, string]>([
  [
    'two of three replicas in one zone',
    zoned(),
    { replicas: 3, maxReplicas: 6 },
    "replicas must be 4 or more, since scaling down from 6 pods may leave 2 of them in one zone and 2 are needed without it, got 3; write replicas: 4, or write scaleDown: 'never' to keep the pods that a peak added",
  ],
  [
    'both replicas on one node',
    flat(),
    { replicas: 2, needed: 1, maxReplicas: 4 },
    "replicas must be 3 or more, since scaling down from 4 pods may leave 2 of them on one node and 1 is needed without it, got 2; write replicas: 3, or write scaleDown: 'never' to keep the pods that a peak added",
  ],
  [
    'too few between replicas and maxReplicas',
    zoned(),
    { replicas: 5, needed: 4, maxReplicas: 6 },
    "replicas must be 6 or more, since scaling down from 6 pods may leave 2 of them in one zone and 4 are needed without it, got 5; lower needed, or write scaleDown: 'never' to keep the pods that a peak added",
  ],
])('%s are refused', (_, platform, replication, problem) => {
  expect(() => made(platform, replication)).toThrow(new Error(`web service 'test/shelf': ${problem}`));
});

test.each<[string, Replicated]>([
  ['never scaling down', { replicas: 3, maxReplicas: 6, scaleDown: 'never' }],
  ['an accepted spread', { replicas: 3, maxReplicas: 6, scaleDown: { accept: 'uneven-spread', because: 'the night is quiet' } }],
  ['a fixed number', { replicas: 3 }],
  ['a pod in each zone at the most', { replicas: 2, needed: 1, maxReplicas: 3 }],
])('%s needs no more replicas', (_, replication) => {
  expect(() => made(zoned(), replication)).not.toThrow();
});

test('it asks for as many replicas as the proof does', () => {
  const services = fc
    .record({ zones: fc.integer({ min: 2, max: 4 }), needed: fc.integer({ min: 1, max: 3 }), maxReplicas: fc.integer({ min: 3, max: 8 }) })
    .filter(({ zones, needed, maxReplicas }) => needed + Math.ceil(maxReplicas / zones) < maxReplicas);
  fc.assert(
    fc.property(services, ({ zones, needed, maxReplicas }) => {
      const nodes = { count: 3, cpu: Cpu.units(4), memory: Size.gibibytes(16) };
      const platform = Platform.aws({ kubernetes: '1.36', zones: NAMES.slice(0, zones), nodes });
      const readyWithout = (replication: Replicated) => {
        const [service] = judge(made(platform, replication), platform.topology, { withoutAdvice: true }).services;
        return service?.events.find(({ event }) => event === 'lose one zone')?.worstReady ?? 0;
      };
      const least = needed + Math.ceil(maxReplicas / zones);
      const common = { needed, maxReplicas };
      expect(readyWithout({ ...common, replicas: least })).toBeGreaterThanOrEqual(needed);
      const fewer = least - 1;
      if (fewer <= needed) return;
      expect(() => made(platform, { ...common, replicas: fewer })).toThrow(`replicas must be ${least} or more`);
      const scaleDown = { accept: 'uneven-spread', because: 'to see what is left' } as const;
      expect(readyWithout({ ...common, replicas: fewer, scaleDown })).toBeLessThan(needed);
    }),
    { numRuns: runs(30) },
  );
});
