import type { Topology } from '../../src/availability';
import { runs } from '../budget';
import { fc } from '../random';
import { judge } from './judged';
import { spread, workload, zones } from './manifests';
import * as scheduler from './reference/scheduler';
import * as states from './reference/states';

/** Repairs are quicker than any fail-over here, so that only placements decide. */
const zoneRate = { mtbf: '300h', mttr: '4m', source: 'test' };
const nodeRate = { mtbf: '40h', mttr: '3m', source: 'test' };
const crash = { mtbf: '20h', mttr: '2m', source: 'test' };
const share = (mtbf: number, minutes: number) => minutes / (mtbf * 60 + minutes);

const cases = fc
  .record({
    nodes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
    replicas: fc.integer({ min: 1, max: 4 }),
    surge: fc.integer({ min: 0, max: 1 }),
    unavailable: fc.integer({ min: 0, max: 1 }),
    over: fc.subarray(['zone' as const, 'host' as const]),
    maxSkew: fc.integer({ min: 1, max: 2 }),
    perRevision: fc.boolean(),
    needed: fc.integer({ min: 1, max: 4 }),
  })
  .filter((it) => it.surge + it.unavailable > 0);

type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

function topologyOf(spec: Case): Topology {
  const topology = zones(spec.nodes);
  return {
    ...topology,
    pods: { crash },
    zones: topology.zones.map((zone) => ({ ...zone, rate: zoneRate, pools: zone.pools.map((pool) => ({ ...pool, rate: nodeRate })) })),
  };
}

function judged(spec: Case) {
  const more = { maxSkew: spec.maxSkew, ...(spec.perRevision ? { matchLabelKeys: ['pod-template-hash'] } : {}) };
  const manifest = workload({
    replicas: spec.replicas,
    annotations: { 'nines.dev/needed': `${spec.needed}` },
    spec: { strategy: { rollingUpdate: { maxSurge: spec.surge, maxUnavailable: spec.unavailable } } },
    pod: { topologySpreadConstraints: spec.over.map((key) => spread(key, more)) },
  });
  const [service] = judge([manifest], topologyOf(spec), { withoutAdvice: true }).services;
  if (!service) throw new Error('no service');
  return service;
}

/** The worst placement that brute force finds, by the sum over all its states. */
function worst(spec: Case) {
  const nodes = spec.nodes.flatMap((count, zone) =>
    Array.from({ length: count }, (_, node) => ({ zone: `${zone}`, host: `${zone}-${node}` })),
  );
  const spreads = spec.over.map((key) => ({
    key,
    maxSkew: spec.maxSkew,
    minDomains: 1,
    perRevision: spec.perRevision,
    honorsTaints: false,
  }));
  const rules = { ...spec, spreads, exclusive: 'no' as const, podsPerNode: 110 };
  const first = scheduler.fresh(nodes, rules);
  const rolled = [...first.full, ...scheduler.rollouts(nodes, rules, first.full)];
  const met = [...first.short, ...scheduler.failures(nodes, rules, rolled, true)];
  const distinct = [...new Map(met.map((pods) => [JSON.stringify(pods), pods])).values()];
  const figures = distinct.map(([pods]) =>
    states.unavailability({
      zoneDown: spec.nodes.map(() => share(300, 4)),
      nodes: nodes.flatMap((node, i) => (pods?.[i] ? [{ zone: Number(node.zone), pods: pods[i] as number, down: share(40, 3) }] : [])),
      crash: share(20, 2),
      replicas: spec.replicas,
      needed: spec.needed,
    }),
  );
  // A pod that no node takes is lost before anything fails.
  const left = distinct.map(([pods = []]) => pods.reduce((sum, count) => sum + count, 0) - Math.max(...pods));
  return { unavailability: Math.max(...figures), afterNode: Math.min(...left) };
}

test('the headline is the worst of all placements that brute force reaches, each summed over all its states', () => {
  fc.assert(
    fc.property(cases, (spec) => {
      const { unavailability, events } = judged(spec);
      const expected = worst(spec);
      expect(unavailability.upper / expected.unavailability).toBeCloseTo(1, 9);
      expect(unavailability.lower / expected.unavailability).toBeCloseTo(1, 9);
      expect(events.find((it) => it.event === 'lose one node')?.worstReady).toBe(expected.afterNode);
    }),
    { numRuns: runs(60) },
  );
});
