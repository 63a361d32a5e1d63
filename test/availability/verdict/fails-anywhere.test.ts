import { failsAnywhere } from '../../../src/availability/verdict/required';
import { workloadsOf } from '../../../src/availability/workload/workloads';
import { clusterOf } from '../../../src/cluster/cluster';
import { indexed } from '../../indexed';
import { fc } from '../../random';
import { judge } from '../judged';
import { budget, spread, workload, zones } from '../manifests';

const apart = { topologySpreadConstraints: [spread('zone', { matchLabelKeys: ['pod-template-hash'] })] };

/** Whether nothing proves a Deployment on equal zones of ten nodes, wherever its pods stand, and what it is judged as. */
function told(options: Parameters<typeof workload>[0], needed: string, count: number) {
  const topology = zones(Array.from({ length: count }, () => 10));
  const objects = [workload({ pod: apart, ...options, annotations: { 'nines.dev/needed': needed } }), budget({ maxUnavailable: 1 })];
  const cluster = clusterOf(topology);
  const [read] = workloadsOf(indexed(objects), cluster, topology);
  const [service] = judge(objects, topology, { withoutAdvice: true }).services;
  return { fails: read !== undefined && failsAnywhere(read, cluster), verdict: service?.verdict };
}

const surging = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };

test.each([
  ['all pods are needed', { replicas: 3, spec: surging }, '3', 3],
  ['a zone has a larger share than may be lost', { replicas: 7, spec: surging }, '5', 3],
  ['a rollout takes more', { replicas: 6, spec: { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 3 } } } }, '4', 3],
  ['a rollout takes all', { replicas: 6, spec: { strategy: { type: 'Recreate' } } }, '1', 3],
])('nothing that moves the pods proves a service of which %s', (_, options, needed, count) => {
  const { fails, verdict } = told(options, needed, count);
  expect(fails).toBe(true);
  expect(verdict).not.toBe('proved');
});

test.each([
  ['its share of a zone may be lost', { replicas: 6, spec: surging }, '4', 3],
  ['there is one zone', { replicas: 6, spec: surging }, '5', 1],
])('a service is placed where %s', (_, options, needed, count) => {
  expect(told(options, needed, count).fails).toBe(false);
});

test('what is not known proves nothing', () => {
  const { fails, verdict } = told({ replicas: 3, kind: 'StatefulSet', pod: { schedulerName: 'other' } }, '1', 3);
  expect(fails).toBe(true);
  expect(verdict).toBe('unknown');
});

const numbers = fc.record({
  replicas: fc.integer({ min: 1, max: 12 }),
  needed: fc.integer({ min: 1, max: 12 }),
  zones: fc.integer({ min: 1, max: 4 }),
  strategy: fc.constantFrom(
    surging,
    { strategy: { type: 'Recreate' } },
    { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 2 } } },
  ),
});

test('no service is proved of which it is said that nothing proves it', () => {
  fc.assert(
    fc.property(numbers, ({ replicas, needed, zones: count, strategy }) => {
      const { fails, verdict } = told({ replicas, spec: strategy }, String(Math.min(needed, replicas)), count);
      expect(fails && verdict === 'proved').toBe(false);
    }),
  );
});
