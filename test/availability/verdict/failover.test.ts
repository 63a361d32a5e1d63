import type { Topology } from '../../../src/availability';
import { claim, mounted, object, storageClass } from '../fields/designs';
import { judge } from '../judged';
import { workload, zones } from '../manifests';

type Zone = Topology['zones'][number];

const HOUR = 3600;

/** Zones that never fail, of nodes that are repaired in 15 minutes. */
function nodes(counts: readonly number[], times: Topology['times'] = {}): Topology {
  const base = zones(counts, { times });
  return { ...base, zones: base.zones.map((zone) => ({ ...zone, rate: 'never' as const })) };
}

/** The share of time for which a node's loss is felt for so many seconds. */
const share = (seconds: number) => seconds / (3130 * HOUR + seconds);

function figure(documents: readonly unknown[], topology: Topology = nodes([3])) {
  const service = judge(documents, topology, { withoutAdvice: true }).services.find((it) => it.service === 'web');
  if (!service) throw new Error('no service');
  return { lower: service.unavailability.lower, upper: service.unavailability.upper };
}

const between = (least: number, most: number) => ({
  lower: expect.closeTo(share(least), 12),
  upper: expect.closeTo(share(most), 12),
});

/** A node is seen as lost after 50 s, its pods are evicted after 300 s, and others start within 30 s. */
const MOVED = 50 + 300 + 30;
const REPAIRED = 900;

const one = (more: Parameters<typeof workload>[0] = {}) => workload({ replicas: 1, ...more });
const containers = [{ name: 'main', image: 'registry.example/main:1', resources: { requests: { cpu: '3' } } }];
const tolerating = (unreachable: number, notReady: number) => ({
  tolerations: Object.entries({ unreachable, 'not-ready': notReady }).map(([key, tolerationSeconds]) => ({
    key: `node.kubernetes.io/${key}`,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds,
  })),
});

describe('a lost pod is down', () => {
  test('until another starts, where it surely has a place', () => {
    expect(figure([one()])).toEqual(between(MOVED, MOVED));
  });

  test.each([
    ['one node at a time reaches their volume', [workload({ replicas: 2, pod: mounted }), claim('ReadWriteOnce'), storageClass('disk')]],
    [
      'their volume is in one zone',
      [one({ spec: { strategy: { type: 'Recreate' } }, pod: mounted }), claim('ReadWriteOnce'), storageClass('disk')],
    ],
    ['a quota counts them until they are gone', [one(), object('v1', 'ResourceQuota', 'all', { spec: { hard: { pods: '1' } } })]],
    ['another scheduler places them', [one({ pod: { schedulerName: 'other' } })]],
    ['others may take their room', [one({ pod: { containers } }), workload({ name: 'other', replicas: 2, pod: { containers } })]],
  ])('until the node is back at most, where %s', (_, documents) => {
    expect(figure(documents)).toEqual(between(MOVED, REPAIRED));
  });

  test('until a node is added, where pools grow that it may go to', () => {
    const [zone] = nodes([3]).zones as readonly [Zone];
    const growing = (start: string, more: Partial<Zone['pools'][number]> = {}) => ({
      ...nodes([]),
      zones: [{ ...zone, pools: zone.pools.flatMap((pool) => [pool, { ...pool, name: start, autoscaling: { max: 9, start }, ...more }]) }],
    });
    expect(figure([one()], growing('3m'))).toEqual(between(MOVED, MOVED + 180));
    expect(figure([one()], growing('3m', { taints: [{ key: 'dedicated', effect: 'NoSchedule' }] }))).toEqual(between(MOVED, MOVED));
  });

  test('of a StatefulSet without grace, until its disk is detached', () => {
    const pod = { terminationGracePeriodSeconds: 0 };
    const disk = { accessModes: ['ReadWriteOnce'], storageClassName: 'disk', resources: { requests: { storage: '1Gi' } } };
    const claims = { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: disk }] };
    const set = (spec: Record<string, unknown> = {}) => [workload({ kind: 'StatefulSet', replicas: 1, spec, pod }), storageClass('disk')];
    expect(figure(set())).toEqual(between(MOVED, MOVED));
    expect(figure(set(claims))).toEqual(between(MOVED, MOVED + 360));
    const elsewhere = [
      one({
        spec: { strategy: { type: 'Recreate' } },
        pod: { volumes: [{ name: 'data', ephemeral: { volumeClaimTemplate: { spec: disk } } }] },
      }),
      storageClass('disk'),
    ];
    expect(figure(elsewhere)).toEqual(between(MOVED, MOVED));
  });

  test('for as long as it tolerates the loss, whichever way the node is lost', () => {
    expect(figure([one({ pod: tolerating(10, 60) })])).toEqual(between(50 + 10 + 30, 50 + 60 + 30));
    expect(figure([one({ pod: tolerating(60, 10) })])).toEqual(between(50 + 10 + 30, 50 + 60 + 30));
  });

  test('of a StatefulSet, until its node is back or deleted, and found to be', () => {
    const set = workload({ kind: 'StatefulSet', replicas: 1 });
    expect(figure([set])).toEqual(between(REPAIRED, REPAIRED));
    expect(figure([set], nodes([3], { nodeReplacement: '120s' }))).toEqual(between(120 + 40 + 30, 120 + 60 + 30));
  });

  test('of a DaemonSet, until its own node is back', () => {
    const { lower, upper } = figure([workload({ kind: 'DaemonSet', annotations: { 'nines.dev/needed': '3' } })]);
    const expected = 1 - (1 - share(REPAIRED)) ** 3;
    expect([lower / expected, upper / expected]).toEqual([expect.closeTo(1, 9), expect.closeTo(1, 9)]);
  });
});
