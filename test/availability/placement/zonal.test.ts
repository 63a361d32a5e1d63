import { runs } from '../../budget';
import { fc } from '../../random';
import { judge } from '../judged';
import { budget, spread, workload, zones } from '../manifests';
import { lived, type Zonal } from '../reference/zonal';

const disk = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'disk' },
  provisioner: 'ebs.csi.aws.com',
  volumeBindingMode: 'WaitForFirstConsumer',
};

/** A StatefulSet whose pods have disks of their zones, spread over zones, and over hosts with taints honoured. */
function judged(nodes: readonly number[], { replicas, podsPerNode, host, zone, honors, allowed }: Zonal, needed = 1) {
  const claim = { accessModes: ['ReadWriteOnce'], storageClassName: 'disk', resources: { requests: { storage: '1Gi' } } };
  const rules = [
    ...(zone > 0 ? [spread('zone', { maxSkew: zone })] : []),
    ...(host > 0 ? [spread('host', { maxSkew: host, ...(honors ? { nodeTaintsPolicy: 'Honor' } : {}) })] : []),
  ];
  const web = workload({
    kind: 'StatefulSet',
    replicas,
    annotations: { 'nines.dev/needed': String(needed) },
    spec: { podManagementPolicy: 'Parallel', volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim }] },
    pod: { topologySpreadConstraints: rules },
  });
  const [service] = judge([disk, web, ...(allowed > 0 ? [budget({ maxUnavailable: allowed })] : [])], zones(nodes, {}, podsPerNode), {
    withoutAdvice: true,
  }).services;
  if (!service) throw new Error('no service');
  return service;
}

const five: Zonal = { replicas: 5, podsPerNode: 4, host: 1, zone: 1, honors: true, allowed: 1 };

test('five pods on three zones of two nodes are proved: each comes back to its zone', () => {
  const { verdict, because, placements } = judged([2, 2, 2], five, 3);
  expect([verdict, because]).toEqual(['proved', 'no single event of those required stops it']);
  expect(placements.afterFailure).toMatchObject({ vectors: [[2, 2, 1]], complete: true, exact: false });
});

test('a zone whose pods fill its other nodes may have none for one that is evicted', () => {
  const { verdict, because } = judged([2, 2, 2], { ...five, replicas: 7 }, 4);
  expect([verdict, because]).toEqual([
    'unknown',
    'drain may never end: budget shop/web lets the next drain begin while 1 pod of the last one may wait for a node, which the next one may have closed to them',
  ]);
});

test('without a budget a pod may wait after failures in a row', () => {
  const { stuck } = judged([2, 2, 2], { ...five, replicas: 7, allowed: 0 }, 3);
  expect(stuck.map(({ because }) => because)).toContain(
    'after several drains or failures in a row a constraint with nodeTaintsPolicy: Honor and its other rules may leave a pod no node in common, also when all nodes are back',
  );
});

const cases = fc
  .record({
    nodes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
    replicas: fc.integer({ min: 2, max: 6 }),
    podsPerNode: fc.integer({ min: 1, max: 3 }),
    host: fc.integer({ min: 1, max: 2 }),
    zone: fc.integer({ min: 0, max: 2 }),
    honors: fc.boolean(),
    allowed: fc.integer({ min: 1, max: 2 }),
  })
  .filter(({ nodes }) => nodes.reduce((sum, count) => sum + count, 0) <= 5);

test('no order of drains, losses and returns does what is not said, on any small cluster', () => {
  const numRuns = runs(150);
  let [proved, exact] = [0, 0];
  fc.assert(
    fc.property(cases, ({ nodes: counts, ...spec }) => {
      const { stuck, events, placements } = judged(counts, spec);
      const nodes = counts.flatMap((count, zone) =>
        Array.from({ length: count }, (_, node) => ({ zone: `${zone}`, host: `${zone}-${node}` })),
      );
      const met = lived(nodes, spec);
      if (stuck.length === 0) proved++;
      if (met.hangs || met.waits) expect(stuck).not.toEqual([]);
      const fullest = Math.max(0, ...met.placements.flat());
      const worst = events.find(({ event }) => event === 'lose one node')?.worstReady;
      expect(worst).toBeLessThanOrEqual(spec.replicas - fullest);
      if (!placements.afterFailure.exact || met.waits) return;
      exact++;
      expect(worst).toBe(spec.replicas - fullest);
    }),
    { numRuns },
  );
  expect(proved).toBeGreaterThan(numRuns / 10);
  expect(exact).toBeGreaterThan(numRuns / 10);
});
