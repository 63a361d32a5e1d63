import { placementsOf } from '../../../src/availability/placement/sets';
import { zoneVector } from '../../../src/availability/placement/symmetry';
import { workloadsOf } from '../../../src/availability/workload/workloads';
import { clusterOf } from '../../../src/cluster/cluster';
import { runs } from '../../budget';
import { indexed } from '../../indexed';
import { fc } from '../../random';
import { spread, workload, zones } from '../manifests';
import * as reference from '../reference/scheduler';

interface Case {
  readonly nodes: readonly number[];
  readonly replicas: number;
  readonly more: number;
  readonly surge: number;
  readonly perRevision: boolean;
  readonly hosts: boolean;
  readonly podsPerNode: number;
}

const cases: fc.Arbitrary<Case> = fc.record({
  nodes: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 2, maxLength: 3 }),
  replicas: fc.integer({ min: 1, max: 3 }),
  more: fc.integer({ min: 1, max: 2 }),
  surge: fc.integer({ min: 0, max: 1 }),
  perRevision: fc.boolean(),
  hosts: fc.boolean(),
  podsPerNode: fc.integer({ min: 1, max: 4 }),
});

const keysOf = ({ hosts }: Case): readonly ('zone' | 'host')[] => (hosts ? ['zone', 'host'] : ['zone']);

function predicted(spec: Case) {
  const topology = zones(spec.nodes, {}, spec.podsPerNode);
  const cluster = clusterOf(topology);
  const revisions = spec.perRevision ? { matchLabelKeys: ['pod-template-hash'] } : {};
  const strategy = { rollingUpdate: { maxSurge: spec.surge, maxUnavailable: 1 - spec.surge } };
  const pod = { topologySpreadConstraints: keysOf(spec).map((key) => spread(key, revisions)) };
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  const autoscaler = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { scaleTargetRef, minReplicas: spec.replicas, maxReplicas: spec.replicas + spec.more },
  };
  const [read] = workloadsOf(indexed([workload({ spec: { replicas: undefined, strategy }, pod }), autoscaler]), cluster, topology);
  if (!read) throw new Error('no workload');
  const sets = placementsOf(read, cluster, false);
  const texts = (counts: readonly (readonly number[])[]) =>
    counts.map((it) => [...zoneVector(sets.grid.leaves, sets.grid.zones, it)].sort((a, b) => b - a).join('/'));
  return { exact: sets.afterRollouts.exact, scaled: [...new Set(texts(sets.afterRollouts.full))].sort() };
}

function observed({ nodes, replicas, more, surge, podsPerNode, ...spec }: Case): readonly string[] {
  const all = nodes.flatMap((count, zone) => Array.from({ length: count }, (_, node) => ({ zone: `${zone}`, host: `${zone}-${node}` })));
  const { perRevision } = spec;
  const spreads = keysOf({ nodes, replicas, more, surge, podsPerNode, ...spec }).map(
    (key) => ({ key, maxSkew: 1, minDomains: 1, perRevision, honorsTaints: false }) as const,
  );
  const system = { replicas, maximum: replicas + more, surge, unavailable: 1 - surge, spreads, exclusive: 'no', podsPerNode } as const;
  return reference.vectors(all, reference.scalings(all, system, reference.fresh(all, system).full));
}

const within = (seen: readonly string[], set: readonly string[]) => seen.filter((vector) => !set.includes(vector));

test('no order of scaling and rolling out leaves the predicted set', () => {
  fc.assert(
    fc.property(cases, (spec) => expect(within(observed(spec), predicted(spec).scaled)).toEqual([])),
    { numRuns: runs(100) },
  );
});

test('where the set is called exact, scaling reaches all of it', () => {
  fc.assert(
    fc.property(cases, (spec) => {
      const { exact, scaled } = predicted(spec);
      fc.pre(exact);
      expect(within(scaled, observed(spec))).toEqual([]);
    }),
    { numRuns: runs(100) },
  );
});

test('scaling down from six pods leaves four as 2/2/0 at worst', () => {
  const four: Case = { nodes: [2, 2, 2], replicas: 4, more: 2, surge: 1, perRevision: true, hosts: false, podsPerNode: 110 };
  expect(predicted(four)).toEqual({ exact: true, scaled: ['2/1/1', '2/2/0'] });
});
