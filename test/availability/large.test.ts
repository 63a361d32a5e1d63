import { partitions } from '../../src/availability/placement/arrangement';
import { judge } from './judged';
import { spread, workload, zones } from './manifests';

/** Each of these once took hours, or all memory: that it answers at all is what is tested, and `npm run bench` says how fast. */
function verdict(documents: readonly unknown[], nodes: readonly number[]) {
  return judge(documents, zones(nodes)).services[0];
}

test('a DaemonSet on thousands of nodes', () => {
  const agent = workload({ kind: 'DaemonSet', annotations: { 'nines.dev/needed': '8998' } });
  expect(verdict([agent], [3000, 3000, 3000])?.cutSets).toContainEqual({
    events: ['any 1 of 3 zones'],
    probability: expect.closeTo(3 / 8767, 9),
  });
});

test('a DaemonSet on as many nodes as any cluster has is left to the bounds', () => {
  expect(verdict([workload({ kind: 'DaemonSet' })], [50_000, 50_000])).toMatchObject({ verdict: 'unknown' });
});

test('an autoscaler up to a million pods, spread over as many nodes as any cluster has', () => {
  const scaler = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas: 3, maxReplicas: 1_000_000 },
  };
  expect(verdict([workload({ pod: { topologySpreadConstraints: [spread('host')] } }), scaler], [60_000, 40_000])).toBeDefined();
});

test('pods that hardly fit their nodes', () => {
  expect(partitions(220, 11, 20)).toEqual([new Array(20).fill(11)]);
  expect(partitions(221, 11, 20)).toEqual([]);
  expect(partitions(219, 11, 20)).toEqual([[...new Array(19).fill(11), 10]]);
});

test('of placements too many to list, those with the fullest zones are looked at, in any order of the zones', () => {
  const rate = { mtbf: '3130h', mttr: '1h', source: 'test' };
  const pool = (name: string, count: number, tier: string) => ({
    name,
    count,
    labels: { tier },
    allocatable: { cpu: '1930m', memory: '16Gi', pods: 110 },
    rate,
  });
  const made = [2, 2, 5].map((count, zone) => ({ name: `z${zone}`, rate, pools: [pool('workers', count, 'a'), pool('special', 2, 'b')] }));
  const web = workload({ replicas: 32, annotations: { 'nines.dev/needed': '19' }, pod: { containers: [requesting('633m')] } });
  for (const zonesInOrder of [made, made.toReversed()])
    expect(judge([web], { kubernetes: '1.36', zones: zonesInOrder }).services[0]).toMatchObject({
      verdict: 'refuted',
      because: expect.stringContaining('lose zone z2 stops it: 21 of 32 replicas may run in it'),
      events: expect.arrayContaining([expect.objectContaining({ event: 'lose one zone', worstReady: 11, survives: false })]),
    });
});

function requesting(cpu: string) {
  return { name: 'main', image: 'registry.example/main:1', resources: { requests: { cpu, memory: '64Mi' } } };
}
