import { partitions } from '../../src/availability/placement/arrangement';
import { judge } from './judged';
import { spread, workload, zones } from './manifests';

/** Each of these once took for ever, or all memory. */
const seconds = 10;

function verdict(documents: readonly unknown[], nodes: readonly number[]) {
  const started = Date.now();
  const [service] = judge(documents, zones(nodes)).services;
  expect(Date.now() - started).toBeLessThan(seconds * 1000);
  return service;
}

test('a DaemonSet on thousands of nodes', () => {
  const agent = workload({ kind: 'DaemonSet', annotations: { 'nines.dev/needed': '8998' } });
  expect(verdict([agent], [3000, 3000, 3000])?.cutSets).toContainEqual({
    events: ['any 1 of 3 zones'],
    probability: expect.closeTo(3 / 8767, 9),
  });
});

test('a DaemonSet on more nodes than any cluster has is left to the bounds', () => {
  expect(verdict([workload({ kind: 'DaemonSet' })], [1_000_000, 1_000_000])).toMatchObject({ verdict: 'unknown' });
});

test('an autoscaler up to a million pods, spread over a million nodes', () => {
  const scaler = {
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, minReplicas: 3, maxReplicas: 1_000_000 },
  };
  expect(verdict([workload({ pod: { topologySpreadConstraints: [spread('host')] } }), scaler], [500_000, 400_000])).toBeDefined();
});

test('pods that hardly fit their nodes', () => {
  expect(partitions(220, 11, 20)).toEqual([new Array(20).fill(11)]);
  expect(partitions(221, 11, 20)).toEqual([]);
  expect(partitions(219, 11, 20)).toEqual([[...new Array(19).fill(11), 10]]);
});
