import { bounded } from '../../../src/availability/placement/bound';
import { gridOf } from '../../../src/availability/placement/grid';
import { placementsOf } from '../../../src/availability/placement/sets';
import { zoneVector } from '../../../src/availability/placement/symmetry';
import { workloadsOf } from '../../../src/availability/workload/workloads';
import { clusterOf } from '../../../src/cluster/cluster';
import { runs } from '../../budget';
import { indexed } from '../../indexed';
import { fc } from '../../random';
import { workload, zones } from '../manifests';
import * as reference from '../reference/scheduler';

const spreads = fc.record({
  key: fc.constantFrom('zone' as const, 'host' as const),
  maxSkew: fc.integer({ min: 1, max: 2 }),
  minDomains: fc.integer({ min: 1, max: 3 }),
  perRevision: fc.boolean(),
  honorsTaints: fc.boolean(),
});

const cases = fc
  .record({
    nodes: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 3 }),
    replicas: fc.integer({ min: 1, max: 4 }),
    surge: fc.integer({ min: 0, max: 2 }),
    unavailable: fc.integer({ min: 0, max: 1 }),
    spreads: fc.uniqueArray(spreads, { maxLength: 2, selector: (spread) => spread.key }),
    exclusive: fc.constantFrom('no' as const, 'no' as const, 'host' as const, 'zone' as const),
    podsPerNode: fc.integer({ min: 1, max: 4 }),
  })
  .filter((it) => it.surge + it.unavailable > 0)
  .chain((it) => fc.constantFrom({ ...it, kind: 'Deployment' }, { ...it, kind: 'StatefulSet', surge: 0, unavailable: 1 }));

type Case = Parameters<Parameters<typeof fc.property<[typeof cases extends fc.Arbitrary<infer T> ? T : never]>>[1]>[0];

function manifestOf(spec: Case) {
  const key = { zone: 'topology.kubernetes.io/zone', host: 'kubernetes.io/hostname' };
  const labelSelector = { matchLabels: { app: 'web' } };
  return workload({
    kind: spec.kind,
    replicas: spec.replicas,
    spec: { strategy: { rollingUpdate: { maxSurge: spec.surge, maxUnavailable: spec.unavailable } } },
    pod: {
      topologySpreadConstraints: spec.spreads.map((spread) => ({
        topologyKey: key[spread.key],
        maxSkew: spread.maxSkew,
        minDomains: spread.minDomains,
        whenUnsatisfiable: 'DoNotSchedule',
        nodeTaintsPolicy: spread.honorsTaints ? 'Honor' : 'Ignore',
        labelSelector,
        ...(spread.perRevision ? { matchLabelKeys: ['pod-template-hash', 'controller-revision-hash'] } : {}),
      })),
      ...(spec.exclusive === 'no'
        ? {}
        : {
            affinity: {
              podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: key[spec.exclusive], labelSelector }] },
            },
          }),
    },
  });
}

function setsOf(spec: Case) {
  const topology = zones(spec.nodes, {}, spec.podsPerNode);
  const cluster = clusterOf(topology);
  const [read] = workloadsOf(indexed([manifestOf(spec)]), cluster, topology);
  if (!read) throw new Error('no workload');
  return placementsOf(read, cluster, false);
}

function predicted(spec: Case) {
  const sets = setsOf(spec);
  const texts = (counts: readonly (readonly number[])[]) =>
    [
      ...new Set(
        counts.map((it) =>
          zoneVector(sets.grid.leaves, sets.grid.zones, it)
            .sort((a, b) => b - a)
            .join('/'),
        ),
      ),
    ].sort();
  return {
    exact: sets.afterFailure.exact,
    fresh: texts(sets.fresh.full),
    short: texts(sets.fresh.partial),
    afterRollouts: texts(sets.afterRollouts.full),
    afterFailure: texts(sets.afterFailure.full),
  };
}

const nodesOf = (spec: Case) =>
  spec.nodes.flatMap((count, zone) => Array.from({ length: count }, (_, node) => ({ zone: `${zone}`, host: `${zone}-${node}` })));

function observed(spec: Case) {
  const nodes = nodesOf(spec);
  const first = reference.fresh(nodes, spec);
  const rolled = [...first.full, ...reference.rollouts(nodes, spec, first.full)];
  return {
    fresh: reference.vectors(nodes, first.full),
    short: reference.vectors(nodes, first.short),
    afterRollouts: reference.vectors(nodes, rolled),
    afterFailure: reference.vectors(nodes, reference.repeatedFailures(nodes, spec, rolled, spec.kind === 'Deployment')),
  };
}

function bound(spec: Case) {
  const topology = zones(spec.nodes, {}, spec.podsPerNode);
  const cluster = clusterOf(topology);
  const [read] = workloadsOf(indexed([manifestOf(spec)]), cluster, topology);
  if (!read) throw new Error('no workload');
  const grid = gridOf(read, cluster, spec.replicas + spec.surge, true);
  const { counts, complete } = bounded(grid, spec.replicas, {
    all: spec.replicas + spec.surge,
    ofOneRevision: spec.replicas,
    outage: true,
  });
  expect(complete).toBe(true);
  return [
    ...new Set(
      counts.map((it) =>
        zoneVector(grid.leaves, grid.zones, it)
          .sort((a, b) => b - a)
          .join('/'),
      ),
    ),
  ];
}

const within = (seen: readonly string[], set: readonly string[]) => seen.filter((vector) => !set.includes(vector));
const mixed = (spec: Case) =>
  spec.spreads.some((spread) => spread.perRevision) &&
  (spec.spreads.some((spread) => !spread.perRevision) || spec.exclusive !== 'no' || spec.podsPerNode < spec.replicas + spec.surge);

test('no order of binding, rolling out and failing leaves the predicted sets', () => {
  fc.assert(
    fc.property(cases, (spec) => {
      const set = predicted(spec);
      const seen = observed(spec);
      expect(within(seen.fresh, set.fresh)).toEqual([]);
      expect(within(seen.short, set.short)).toEqual([]);
      expect(within(seen.afterRollouts, set.afterRollouts)).toEqual([]);
      expect(within(seen.afterFailure, set.afterFailure)).toEqual([]);
    }),
    { numRuns: runs(200) },
  );
});

/** The pods of each node, up to exchange of nodes and zones: `2+1/1+1`. */
function shape(spec: Case, pods: readonly number[], zoneOf: (index: number) => number): string {
  const zones = spec.nodes.map((_, zone) => pods.filter((__, index) => zoneOf(index) === zone).sort((a, b) => b - a));
  return zones
    .map((zone) => zone.join('+'))
    .sort()
    .join('/');
}

test('nor does a zone whose nodes come back one by one, node for node', () => {
  const honoring = cases.filter(({ nodes, spreads }) => nodes.length > 1 && spreads.some(({ honorsTaints }) => honorsTaints));
  const larger = honoring.map((spec) => ({
    ...spec,
    nodes: spec.nodes.map((count, zone) => count + (zone === 0 ? 1 : 0)),
    replicas: spec.replicas + 1,
  }));
  fc.assert(
    fc.property(larger, (spec) => {
      const { grid, afterFailure, bounded } = setsOf(spec);
      fc.pre(grid.nodeLevel && !bounded);
      const nodes = nodesOf(spec);
      const first = reference.fresh(nodes, spec);
      const rolled = [...first.full, ...reference.rollouts(nodes, spec, first.full)];
      const met = reference
        .repeatedFailures(nodes, spec, rolled, spec.kind === 'Deployment')
        .map(([pods = []]) => shape(spec, pods, (index) => Number(nodes[index]?.zone)));
      const set = afterFailure.full.map((counts) => shape(spec, counts, (leaf) => grid.leaves[leaf]?.zone ?? -1));
      expect(within([...new Set(met)], set)).toEqual([]);
    }),
    { numRuns: runs(60) },
  );
});

test('where a search was exact, every predicted placement is reached by some order', () => {
  fc.assert(
    fc.property(cases, (spec) => {
      const set = predicted(spec);
      if (!mixed(spec)) expect(set.exact).toBe(true);
      fc.pre(set.exact);
      const seen = observed(spec);
      expect(within(set.fresh, seen.fresh)).toEqual([]);
      expect(within(set.afterRollouts, seen.afterRollouts)).toEqual([]);
      expect(within(set.afterFailure, seen.afterFailure)).toEqual([]);
    }),
    { numRuns: runs(200) },
  );
});

test('the closed bound holds whatever the search would find', () => {
  fc.assert(
    fc.property(cases, (spec) => {
      expect(within(observed(spec).afterFailure, bound(spec))).toEqual([]);
    }),
    { numRuns: runs(200) },
  );
});

test('failures in a row leave placements that one of them does not', () => {
  const five: Case = {
    nodes: [1, 1, 1],
    replicas: 5,
    surge: 1,
    unavailable: 0,
    spreads: [{ key: 'zone', maxSkew: 1, minDomains: 1, honorsTaints: true, perRevision: false }],
    exclusive: 'no',
    podsPerNode: 110,
    kind: 'Deployment',
  };
  expect(predicted(five).afterFailure).toEqual(['2/2/1', '3/1/1', '3/2/0']);
  expect(observed(five).afterFailure).toEqual(['2/2/1', '3/1/1', '3/2/0']);
});

test('a rule that counts the old pods too keeps some placements away: the set that leaves it out is not called exact', () => {
  const of = (maxSkew: number, zone: boolean, host: boolean): Case => ({
    nodes: [1, 1],
    replicas: 2,
    surge: 0,
    unavailable: 1,
    spreads: [
      { key: 'zone', maxSkew: 1, minDomains: 1, honorsTaints: false, perRevision: zone },
      { key: 'host', maxSkew, minDomains: 1, honorsTaints: false, perRevision: host },
    ],
    exclusive: 'no',
    podsPerNode: 110,
    kind: 'Deployment',
  });
  const larger = (spec: Case) => within(predicted(spec).afterRollouts, observed(spec).afterRollouts);
  expect([predicted(of(2, false, true)).exact, larger(of(2, false, true))]).toEqual([false, ['2/0']]);
  for (const mended of [of(2, true, true), of(2, false, false), of(1, false, true)])
    expect([predicted(mended).exact, larger(mended)]).toEqual([true, []]);
});
