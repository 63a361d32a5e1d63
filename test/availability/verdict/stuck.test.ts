import { judge } from '../judged';
import { budget, spread, workload, zones } from '../manifests';

const judged = (documents: readonly unknown[], topology: Parameters<typeof judge>[1]) => {
  const [service] = judge(documents, topology, { withoutAdvice: true }).services;
  if (!service) throw new Error('no service');
  const stuck = service.stuck.map(({ event, certain, because }) => ({ event, certain, because }));
  return { verdict: service.verdict, stuck };
};
const both = { topologySpreadConstraints: [spread('zone'), spread('host')] };
const revision = { matchLabelKeys: ['pod-template-hash'] };
const perRevision = { topologySpreadConstraints: [spread('zone', revision), spread('host', revision)] };
const labelled = (kind: string, apiVersion: string, spec: Record<string, unknown> = {}) => ({
  ...workload({ name: 'agent', kind, labels: { app: 'web' }, spec: { selector: { matchLabels: { app: 'web' } }, ...spec } }),
  apiVersion,
});

describe('a budget whose pods include those of a controller without a scale', () => {
  const because = (object: string) =>
    `budget shop/web also selects the pods of ${object}, which has no scale subresource, so it allows 0 evictions; select each by labels of its own, or write minAvailable as a number`;

  test.each([
    ['DaemonSet', 'apps/v1', { maxUnavailable: 1 }, true],
    ['DaemonSet', 'apps/v1', { maxUnavailable: '50%' }, true],
    ['DaemonSet', 'apps/v1', { minAvailable: '10%' }, true],
    ['Job', 'batch/v1', { maxUnavailable: 1 }, true],
  ] as const)('never lets one be evicted: %s %s %j', (kind, apiVersion, spec, certain) => {
    const found = judged([workload({ pod: both }), labelled(kind, apiVersion), budget(spec)], zones([3, 3, 3]));
    expect(found.verdict).toBe('refuted');
    expect(found.stuck).toContainEqual({ event: 'drain', certain, because: because(`${kind}/shop/agent`) });
  });

  test('only while there are such pods, of a CronJob', () => {
    const template = labelled('Job', 'batch/v1').spec.template;
    const job = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'agent', namespace: 'shop' },
      spec: { jobTemplate: { spec: { template } } },
    };
    const found = judged([workload({ pod: both }), job, budget({ maxUnavailable: 1 })], zones([3, 3, 3]));
    expect(found.verdict).toBe('unknown');
    expect(found.stuck).toContainEqual({ event: 'drain', certain: false, because: because('CronJob/shop/agent') });
  });

  test('lets them be where it needs no scale, or labels tell them apart', () => {
    const apart = workload({ name: 'agent', kind: 'DaemonSet' });
    expect(judged([workload({ pod: both }), apart, budget({ maxUnavailable: 1 })], zones([3, 3, 3])).verdict).toBe('proved');
    const stuck = judged([workload({ pod: both }), labelled('DaemonSet', 'apps/v1'), budget({ minAvailable: 1 })], zones([3, 3, 3])).stuck;
    expect(stuck).toEqual([]);
  });
});

describe('pods that wait already', () => {
  const five = (unavailable: number) =>
    workload({ replicas: 5, spec: { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: unavailable } } } });
  const because = '2 pods may wait for a node, so a rolling update may take no other away, and finds no node for a new one';

  test('stop a rolling update that may take no more away than they are', () => {
    const waiting = {
      event: 'placement',
      certain: false,
      because: '2 pods of 5 may wait for a node indefinitely: its constraints and the nodes may allow no more',
    };
    expect(judged([five(1)], zones([1, 1, 1], {}, 1)).stuck).toEqual([{ event: 'rolling update', certain: true, because }, waiting]);
    expect(judged([five(2)], zones([1, 1, 1], {}, 1)).stuck).toMatchObject([{ event: 'rolling update', certain: true }, waiting]);
    expect(judged([five(3)], zones([1, 1, 1], {}, 1)).stuck).toEqual([waiting]);
    expect(judged([five(1)], zones([2, 2, 2], {}, 1)).stuck).toEqual([]);
  });

  test('stop a drain, as the budget has only some left for the rest', () => {
    const documents = (allowed: number) => [
      workload({ replicas: 5, pod: { nodeSelector: { disk: 'ssd' } } }),
      budget({ maxUnavailable: allowed }),
    ];
    const topology = zones([2], {}, 2);
    const ssd = {
      ...topology,
      zones: topology.zones.map((zone) => ({ ...zone, pools: zone.pools.map((pool) => ({ ...pool, labels: { disk: 'ssd' } })) })),
    };
    const drains = (allowed: number) => judged(documents(allowed), ssd).stuck.filter(({ event }) => event === 'drain');
    expect(drains(2)).toEqual([
      {
        event: 'drain',
        certain: true,
        because:
          'one node may carry 2 pods, and budget shop/web allows 2 unavailable at a time: an evicted pod may find no other node, so the next one is never evicted',
      },
    ]);
    expect(drains(3)).toEqual([]);
  });

  test('of another workload count against a budget that selects both', () => {
    const big = { containers: [{ name: 'main', image: 'registry.example/main:1', resources: { requests: { cpu: '100' } } }] };
    const other = (pod: Record<string, unknown>) =>
      workload({ name: 'other', replicas: 1, labels: { app: 'web' }, spec: { selector: { matchLabels: { app: 'web' } } }, pod });
    const documents = (pod: Record<string, unknown>) => [workload(), other(pod), budget({ maxUnavailable: 1 })];
    expect(judged(documents(big), zones([3, 3, 3])).stuck).toEqual([
      {
        event: 'drain',
        certain: false,
        because:
          'budget shop/web also selects the pods of Deployment/shop/other, of which some may wait for a node; it counts them as unavailable, and may then allow no eviction',
      },
    ]);
    expect(judged(documents({}), zones([3, 3, 3])).stuck).toEqual([]);
  });
});

test('a drain whose first evicted pod is bound again before the second leaves ends', () => {
  const six = workload({ replicas: 6, pod: { topologySpreadConstraints: [spread('host')] } });
  expect(judged([six, budget({ maxUnavailable: 1 })], zones([2, 2])).stuck).toEqual([]);
  // Where two pods fill each node, an evicted one finds none.
  const full = workload({ replicas: 8, pod: { topologySpreadConstraints: [spread('host')] } });
  expect(judged([full, budget({ maxUnavailable: 1 })], zones([2, 2], {}, 2)).stuck).toMatchObject([{ event: 'drain', certain: true }]);
});

describe('what can not be searched to its end is never proved', () => {
  const rollout = { event: 'rolling update', certain: expect.any(Boolean) };

  test.each([
    ['zones of 5, 4 and 4 nodes with two pods each, 25 replicas', [5, 4, 4], 2, 25],
    ['zones of 8 and 7 nodes with two pods each, 29 replicas', [8, 7], 2, 29],
    ['zones of 4 and 3 nodes with three pods each, 20 replicas', [4, 3], 3, 20],
  ])('%s', (_, nodes, pods, replicas) => {
    const web = workload({ replicas, pod: perRevision });
    const { verdict, stuck } = judged([web, budget({ maxUnavailable: 1 })], zones(nodes, {}, pods));
    expect(verdict).not.toBe('proved');
    expect(stuck).toContainEqual({ ...rollout, because: expect.anything() });
  });

  test('and with room for all on every node it is proved', () => {
    for (const nodes of [
      [3, 3, 3],
      [2, 2, 2],
      [5, 5, 5],
    ])
      for (const replicas of [3, 4, 6])
        expect(judged([workload({ replicas, pod: perRevision }), budget({ maxUnavailable: 1 })], zones(nodes))).toEqual({
          verdict: 'proved',
          stuck: [],
        });
  });

  test('so are more pods than the search tells apart', () => {
    const many = workload({ replicas: 300, pod: { topologySpreadConstraints: [spread('zone', revision)] } });
    const { verdict, stuck } = judged([many, budget({ maxUnavailable: 1 })], zones([2, 2], {}, 80));
    expect(verdict).not.toBe('proved');
    const because = 'whether every new pod of a rolling update finds a node takes more states than can be searched';
    expect(stuck).toContainEqual({ event: 'rolling update', certain: false, because });
  });
});

describe('a NoExecute taint that is tolerated for some seconds', () => {
  const tainted = (nodes: readonly number[], pools: readonly string[]) => {
    const topology = zones(nodes);
    const taints = [{ key: 'spot', value: 'true', effect: 'NoExecute' as const }];
    return {
      ...topology,
      zones: topology.zones.map((zone) => ({
        ...zone,
        pools: zone.pools.flatMap((pool) => pools.map((name) => ({ ...pool, name, ...(name === 'spot' ? { taints } : {}) }))),
      })),
    };
  };
  const tolerant = (tolerationSeconds?: number) =>
    workload({
      pod: {
        ...both,
        tolerations: [
          { key: 'spot', operator: 'Exists', effect: 'NoExecute', ...(tolerationSeconds === undefined ? {} : { tolerationSeconds }) },
        ],
      },
    });
  const because =
    'the nodes of pool spot have a NoExecute taint that its pods tolerate for 5 s, so pods that are bound there are evicted again and again';

  test('lets no pod stay: certain where there are no other nodes', () => {
    expect(judged([tolerant(5), budget({ maxUnavailable: 1 })], tainted([3, 3, 3], ['spot']))).toEqual({
      verdict: 'refuted',
      stuck: [{ event: 'placement', certain: true, because }],
    });
    expect(judged([tolerant(5), budget({ maxUnavailable: 1 })], tainted([3, 3, 3], ['spot', 'workers']))).toEqual({
      verdict: 'unknown',
      stuck: [{ event: 'placement', certain: false, because }],
    });
  });

  test('and without the seconds it lets them', () => {
    expect(judged([tolerant(), budget({ maxUnavailable: 1 })], tainted([3, 3, 3], ['spot']))).toEqual({ verdict: 'proved', stuck: [] });
  });
});

describe('a drain that begins before the pods of the last one are back', () => {
  const drains = (allowed: number, nodes: readonly number[]) =>
    judge(
      [
        workload({ replicas: 10, pod: { topologySpreadConstraints: [spread('zone', { matchLabelKeys: ['pod-template-hash'] })] } }),
        budget({ maxUnavailable: allowed }),
      ],
      zones(nodes),
      { withoutAdvice: true },
    ).services[0]?.stuck.filter(({ event }) => event === 'drain');

  test('may find the zone closed that they need, and a budget that spares the rest', () => {
    expect(drains(4, [1, 1, 1])).toEqual([
      {
        event: 'drain',
        object: 'PodDisruptionBudget/shop/web',
        certain: false,
        because:
          'budget shop/web lets the next drain begin while 4 pods of the last one may wait for a node, which the next one may have closed to them',
      },
    ]);
  });

  test('ends where each zone has another node', () => {
    expect(drains(4, [2, 2, 2])).toEqual([]);
  });
});
