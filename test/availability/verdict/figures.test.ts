import { binomialTail } from '../../../src/availability/probability/binomial';
import { certainLoss, combined, failure, noLoss, zoneLoss } from '../../../src/availability/probability/loss';
import { Conditions } from '../../../src/availability/probability/profile';
import { seriesUnavailability } from '../../../src/availability/probability/series';
import { runs } from '../../budget';
import { fc } from '../../random';
import { storageClass } from '../fields/designs';
import { judge } from '../judged';
import { budget, spread, workload, zones } from '../manifests';
import * as reference from '../reference/states';

const share = (mtbf: number, mttr: number) => mttr / (mtbf + mttr);
const zoneDown = share(8766, 1);
const nodeDown = share(3130, 0.25);
const never = (count: number) => {
  const topology = zones([count]);
  return { ...topology, zones: topology.zones.map((zone) => ({ ...zone, rate: 'never' as const })) };
};
const figure = (documents: readonly unknown[], topology: Parameters<typeof judge>[1], service = 'web') => {
  const found = judge(documents, topology).services.find((it) => it.service === service);
  if (!found) throw new Error(`no ${service}`);
  return found.unavailability;
};

describe('closed forms', () => {
  test('one pod on one node: q = mttr / (mtbf + mttr)', () => {
    const { lower, upper } = figure([workload({ kind: 'StatefulSet', replicas: 1 })], never(1));
    expect(upper).toBe(lower);
    expect(upper).toBeCloseTo(nodeDown, 18);
  });

  test('k of n on nodes of their own: the tail of a binomial distribution', () => {
    for (const [needed, replicas] of [
      [1, 3],
      [2, 3],
      [3, 5],
      [9, 12],
    ] as const) {
      const pod = { topologySpreadConstraints: [spread('host')] };
      const documents = [workload({ kind: 'StatefulSet', replicas, annotations: { 'nines.dev/needed': `${needed}` }, pod })];
      const { lower, upper } = figure(documents, never(30));
      const expected = binomialTail(replicas, nodeDown, replicas - needed + 1);
      expect(lower).toBe(upper);
      expect(upper / expected).toBeCloseTo(1, 12);
    }
  });

  test('a chain on nodes of their own: 1 - (1 - a)(1 - b)', () => {
    const pod = { topologySpreadConstraints: [spread('host')] };
    const web = workload({ kind: 'StatefulSet', replicas: 1, annotations: { 'nines.dev/depends-on': 'StatefulSet/store' }, pod });
    const { lower, upper } = figure([web, workload({ kind: 'StatefulSet', name: 'store', replicas: 1 })], never(9));
    expect(lower).toBe(upper);
    expect(upper / (1 - (1 - nodeDown) ** 2)).toBeCloseTo(1, 9);
  });

  test('the region is one more cause: 1 - (1 - r)(1 - q)', () => {
    const region = { rate: { mtbf: '8766h', mttr: '1h', source: 'test' } };
    const { lower, upper } = figure([workload({ kind: 'StatefulSet', replicas: 1 })], { ...never(1), region });
    expect(upper).toBe(lower);
    expect(upper / (1 - (1 - zoneDown) * (1 - nodeDown))).toBeCloseTo(1, 9);
  });

  test('a stateless pod is down for as long as its fail-over takes where that is shorter than the repair', () => {
    const { lower, upper } = figure([workload({ replicas: 1 })], never(3));
    expect(lower).toBe(upper);
    expect(upper / (380 / (3130 * 3600 + 380))).toBeCloseTo(1, 12);
  });

  test('two of three over three zones: any two zones, or nodes, or one of each', () => {
    const pod = { topologySpreadConstraints: [spread('zone')] };
    const documents = [workload({ kind: 'StatefulSet', annotations: { 'nines.dev/needed': '2' }, pod })];
    const one = zoneDown + (1 - zoneDown) * nodeDown;
    const { lower, upper } = figure(documents, zones([3, 3, 3]));
    expect(lower).toBe(upper);
    expect(upper / binomialTail(3, one, 2)).toBeCloseTo(1, 12);
  });
});

const systems = fc
  .record({
    zoneDown: fc.array(fc.double({ min: 0, max: 0.5, noNaN: true }), { minLength: 1, maxLength: 3 }),
    nodes: fc.array(
      fc.record({
        zone: fc.integer({ min: 0, max: 2 }),
        pods: fc.integer({ min: 1, max: 3 }),
        down: fc.double({ min: 0, max: 0.5, noNaN: true }),
      }),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    crash: fc.constantFrom(0, 0.1, 0.01),
    lost: fc.integer({ min: 0, max: 1 }),
    needed: fc.integer({ min: 1, max: 6 }),
    shards: fc.option(
      fc.record({
        copies: fc.integer({ min: 1, max: 3 }),
        perZone: fc.integer({ min: 1, max: 3 }),
        perNode: fc.integer({ min: 1, max: 3 }),
      }),
      { nil: undefined },
    ),
  })
  .map((it): reference.System => {
    const nodes = it.nodes.map((node) => ({ ...node, zone: node.zone % it.zoneDown.length }));
    const bound = nodes.reduce((sum, node) => sum + node.pods, 0);
    return { ...it, nodes, replicas: bound + it.lost, needed: Math.min(it.needed, bound + it.lost) };
  })
  .filter((it) => it.nodes.reduce((sum, node) => sum + node.pods, 0) <= 7);

/** The model's figure of one placement. */
function modelled(system: reference.System): number {
  const fatal = { pods: system.replicas - system.needed + 1, copies: system.shards?.copies };
  const { perNode = Number.POSITIVE_INFINITY, perZone = Number.POSITIVE_INFINITY } = system.shards ?? {};
  const bound = system.nodes.reduce((sum, node) => sum + node.pods, 0);
  const losses = system.zoneDown.map((_, zone) => {
    const nodes = system.nodes.filter((node) => node.zone === zone);
    const copies = nodes.reduce((sum, node) => sum + Math.min(node.pods, perNode), 0);
    const pods = nodes.reduce((sum, node) => sum + node.pods, 0);
    const loaded = nodes.map((node) => ({ load: node.pods, down: node.down, crash: system.crash }));
    return { up: zoneLoss(fatal, loaded, perNode, perZone), down: certainLoss(fatal, pods, Math.min(copies, perZone)) };
  });
  const start = combined(fatal, noLoss(fatal), certainLoss(fatal, system.replicas - bound, 0));
  return seriesUnavailability([{ profile: new Conditions(fatal, start).profileOf(losses), zoneDown: system.zoneDown }]);
}

test('the figure of a placement is the sum over every state of every zone, node and pod', () => {
  fc.assert(
    fc.property(systems, (system) => {
      const expected = reference.unavailability(system);
      expect(Math.abs(modelled(system) - expected)).toBeLessThanOrEqual(1e-12 + 1e-9 * expected);
    }),
    { numRuns: runs(400) },
  );
});

test('a random sample of states of larger systems agrees within its error', () => {
  let seed = 20_260_101;
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  for (let run = 0; run < 6; run++) {
    const nodes = Array.from({ length: 12 }, (_, i) => ({ zone: i % 3, pods: 1 + Math.floor(random() * 3), down: random() * 0.2 }));
    const replicas = nodes.reduce((sum, node) => sum + node.pods, 0);
    const system = { zoneDown: [0.05, 0.1, 0.02], nodes, crash: 0.05, replicas, needed: Math.ceil(replicas * 0.7) };
    const draws = 20_000;
    const expected = modelled(system);
    const error = Math.sqrt((expected * (1 - expected)) / draws);
    expect(Math.abs(reference.monteCarlo(system, draws, random) - expected)).toBeLessThan(5 * error);
  }
});

test('a placement counts from the first stage on at which it may be met', () => {
  const web = workload({ annotations: { 'nines.dev/needed': '2' }, pod: { topologySpreadConstraints: [spread('zone')] } });
  const [service] = judge([web], zones([3, 3, 3]), { withoutAdvice: true }).services;
  if (!service) throw new Error('no service');
  const { fresh, afterRollouts, afterFailure } = service.placements;
  expect([fresh.vectors, afterRollouts.vectors]).toEqual([
    [[1, 1, 1]],
    [
      [1, 1, 1],
      [2, 1, 0],
    ],
  ]);
  // Two in a zone are lost with it.
  expect(fresh.unavailability?.upper).toBeLessThan(afterRollouts.unavailability?.lower ?? 0);
  expect(afterFailure.unavailability?.lower).toBeGreaterThanOrEqual(afterRollouts.unavailability?.lower ?? 1);
});

test('where one zone fails more often than those like it, the worst placement has the most pods there, whichever zone it is', () => {
  const documents = [
    workload({ kind: 'StatefulSet', annotations: { 'nines.dev/needed': '2' }, pod: { topologySpreadConstraints: [spread('host')] } }),
  ];
  const base = zones([2, 2, 2]);
  const failing = (worse: number) =>
    base.zones.map((zone, index) => ({ ...zone, rate: { mtbf: index === worse ? '100h' : '8766h', mttr: '1h', source: 'test' } }));
  const uppers = [0, 1, 2].map((worse) => figure(documents, { ...base, zones: failing(worse) }).upper);
  // Two of its three pods may stand in the zone that is away for one hour in 101.
  expect(uppers[0]).toBeGreaterThan(1 / 101);
  expect(uppers).toEqual([uppers[0], uppers[0], uppers[0]]);
});

test('so it is where other zones fail alike', () => {
  const documents = [workload({ kind: 'StatefulSet', replicas: 2, annotations: { 'nines.dev/needed': '1' } })];
  const base = zones([2, 2, 3, 3]);
  const failing = (worse: number) =>
    base.zones.map((zone, index) => ({ ...zone, rate: { mtbf: index === worse ? '100h' : '8766h', mttr: '1h', source: 'test' } }));
  for (const worse of [0, 1, 2, 3]) expect(figure(documents, { ...base, zones: failing(worse) }).upper).toBeGreaterThan(1 / 101);
});

test('so it is where pods have hundreds of placements that differ', () => {
  const documents = [workload({ kind: 'StatefulSet', replicas: 10, annotations: { 'nines.dev/needed': '6' } })];
  const base = zones([3, 4, 5]);
  const topology = {
    ...base,
    zones: base.zones.map((zone, index) => ({ ...zone, rate: { mtbf: `${[400, 200, 100][index]}h`, mttr: '1h', source: 'test' } })),
  };
  expect(figure(documents, topology).upper).toBeGreaterThan(1 / 101);
});

test('so it is where pods stand on nodes in more ways than are kept', () => {
  const documents = [workload({ kind: 'StatefulSet', replicas: 12, annotations: { 'nines.dev/needed': '12' } })];
  const base = zones([2, 3, 4, 5]);
  const rate = { mtbf: '100h', mttr: '1h', source: 'test' };
  const topology = { ...base, zones: base.zones.map((zone) => ({ ...zone, pools: zone.pools.map((pool) => ({ ...pool, rate })) })) };
  const onTwelveNodes = 1 - (1 - zoneDown) ** 4 * (1 - share(100, 1)) ** 12;
  expect(figure(documents, topology).upper).toBeGreaterThanOrEqual(onTwelveNodes);
});

test('where pods may not stand as is assumed, the lower bound is that of the best of their placements', () => {
  const disk = { accessModes: ['ReadWriteOnce'], storageClassName: 'disk', resources: { requests: { storage: '1Gi' } } };
  const web = workload({
    kind: 'StatefulSet',
    annotations: { 'nines.dev/needed': '2' },
    spec: { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: disk }] },
  });
  const bounds = (volumeBindingMode: string) => figure([web, storageClass('disk', { volumeBindingMode })], zones([1, 1, 1]));
  // The scheduler may give all three to one zone; a provisioner may give each zone one.
  expect(bounds('WaitForFirstConsumer').lower).toBeGreaterThan(zoneDown);
  expect(bounds('Immediate').upper).toBeGreaterThan(zoneDown);
  expect(bounds('Immediate').lower).toBeLessThan(zoneDown / 1000);
});

test('so it is where a placement has more images than are listed', () => {
  const apart = { topologySpreadConstraints: [spread('host')] };
  const documents = [workload({ kind: 'StatefulSet', replicas: 6, annotations: { 'nines.dev/needed': '5' }, pod: apart })];
  const [zone] = zones([1]).zones;
  // Six of twelve zones can be picked in 924 ways, and six zones fail more often.
  const upper = (isWorse: (index: number) => boolean) => {
    const twelve = Array.from({ length: 12 }, (_, index) => ({
      ...zone,
      name: `zone-${index}`,
      pools: zone?.pools ?? [],
      rate: { mtbf: isWorse(index) ? '1000h' : '8766h', mttr: '1h', source: 'test' },
    }));
    return figure(documents, { ...zones([]), zones: twelve }).upper;
  };
  const pod = share(1000, 1) + (1 - share(1000, 1)) * nodeDown;
  const twoOfSix = 1 - (1 - pod) ** 6 - 6 * pod * (1 - pod) ** 5;
  expect(upper((index) => index < 6)).toBeGreaterThan(twoOfSix);
  expect(upper((index) => index >= 6)).toBe(upper((index) => index < 6));
});

test('tiny probabilities keep their digits', () => {
  const fatal = { pods: 5 };
  const nodes = Array.from({ length: 6 }, () => ({ load: 1, down: 1e-9, crash: 0 }));
  expect(failure(fatal, zoneLoss(fatal, nodes, 1, 1)) / 6e-45).toBeCloseTo(1, 6);
});

describe('laws', () => {
  const pod = { topologySpreadConstraints: [spread('zone', { matchLabelKeys: ['pod-template-hash'] })] };
  const service = (more: Parameters<typeof workload>[0] = {}) => [
    workload({ annotations: { 'nines.dev/needed': '2' }, pod, ...more }),
    budget({ maxUnavailable: 1 }),
  ];
  const rates = fc.record({ zone: fc.integer({ min: 100, max: 9000 }), node: fc.integer({ min: 100, max: 9000 }) });
  const rated = (rate: { zone: number; node: number }, nodes: readonly number[]) => {
    const topology = zones(nodes);
    const of = (hours: number) => ({ mtbf: `${hours}h`, mttr: '5m', source: 'law' });
    return {
      ...topology,
      zones: topology.zones.map((zone) => ({
        ...zone,
        rate: of(rate.zone),
        pools: zone.pools.map((pool) => ({ ...pool, rate: of(rate.node) })),
      })),
    };
  };

  test('a higher rate of failure never raises the availability', () => {
    fc.assert(
      fc.property(rates, fc.integer({ min: 2, max: 5 }), fc.boolean(), (rate, replicas, ruled) => {
        const documents = ruled ? service({ replicas }) : service({ replicas, pod: {} });
        const now = figure(documents, rated(rate, [2, 2, 2]));
        const worse = figure(documents, rated({ zone: rate.zone, node: rate.node / 2 }, [2, 2, 2]));
        const worst = figure(documents, rated({ zone: rate.zone / 2, node: rate.node / 2 }, [2, 2, 2]));
        expect(worse.upper).toBeGreaterThanOrEqual(now.upper);
        expect(worst.upper).toBeGreaterThanOrEqual(worse.upper);
      }),
      { numRuns: runs(60) },
    );
  });

  test('a required rule more never lowers the guaranteed bound', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 3 }), fc.boolean(), (replicas, needed, revision) => {
        const more = revision ? { matchLabelKeys: ['pod-template-hash'] } : {};
        const facts = { replicas, annotations: { 'nines.dev/needed': `${needed}` } };
        const loose = figure([workload({ ...facts, pod: {} })], rated({ zone: 900, node: 300 }, [4, 4, 4]));
        const ruled = figure(
          [workload({ ...facts, pod: { topologySpreadConstraints: [spread('zone', more)] } })],
          rated({ zone: 900, node: 300 }, [4, 4, 4]),
        );
        const both = figure(
          [workload({ ...facts, pod: { topologySpreadConstraints: [spread('zone', more), spread('host', more)] } })],
          rated({ zone: 900, node: 300 }, [4, 4, 4]),
        );
        expect(ruled.upper).toBeLessThanOrEqual(loose.upper * (1 + 1e-12));
        expect(both.upper).toBeLessThanOrEqual(ruled.upper * (1 + 1e-12));
      }),
      { numRuns: runs(40) },
    );
  });

  test('names and the order of zones, pools and objects change nothing', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), fc.integer({ min: 2, max: 5 }), (order, replicas) => {
        const topology = zones([1, 2, 3]);
        const moved = {
          ...topology,
          zones: order.map((zone, i) => ({ ...(topology.zones[zone] as (typeof topology.zones)[number]), name: `z${i}` })),
        };
        const documents = service({ replicas });
        const here = figure(documents, topology);
        const there = figure([...documents].reverse(), moved);
        expect(there.upper / here.upper).toBeCloseTo(1, 9);
        expect(there.lower / here.lower).toBeCloseTo(1, 9);
      }),
      { numRuns: runs(40) },
    );
  });

  test('awareness of zones never lowers the guaranteed bound', () => {
    const data = (awareness: Record<string, string>) =>
      workload({
        kind: 'StatefulSet',
        replicas: 6,
        pod,
        annotations: { 'nines.dev/elasticsearch.roles': 'data', 'nines.dev/elasticsearch.index-replicas': '1', ...awareness },
      });
    const without = figure([data({})], zones([3, 3, 3]));
    const aware = figure([data({ 'nines.dev/elasticsearch.awareness': 'zone' })], zones([3, 3, 3]));
    expect(aware.upper).toBeLessThan(without.upper / 100);
  });

  test('a replica more may lower the availability: a quorum of one against one of two', () => {
    const masters = (replicas: number) =>
      workload({ kind: 'StatefulSet', replicas, annotations: { 'nines.dev/elasticsearch.roles': 'master' } });
    expect(figure([masters(2)], zones([3, 3, 3])).upper).toBeGreaterThan(figure([masters(1)], zones([3, 3, 3])).upper);
  });
});
