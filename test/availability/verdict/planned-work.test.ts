import { runs } from '../../budget';
import { fc } from '../../random';
import { judge } from '../judged';
import { budget, spread, workload, zones } from '../manifests';
import * as work from '../reference/planned-work';
import * as reference from '../reference/scheduler';

const spreads = fc.record({
  key: fc.constantFrom('zone' as const, 'host' as const),
  maxSkew: fc.integer({ min: 1, max: 2 }),
  minDomains: fc.integer({ min: 1, max: 2 }),
  perRevision: fc.boolean(),
  honorsTaints: fc.boolean(),
});

const cases = fc
  .record({
    nodes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
    replicas: fc.integer({ min: 1, max: 5 }),
    surge: fc.integer({ min: 0, max: 1 }),
    unavailable: fc.integer({ min: 0, max: 1 }),
    spreads: fc.uniqueArray(spreads, { maxLength: 2, selector: (it) => it.key }),
    exclusive: fc.constantFrom('no' as const, 'no' as const, 'no' as const, 'host' as const),
    podsPerNode: fc.integer({ min: 1, max: 4 }),
    allowed: fc.integer({ min: 1, max: 2 }),
  })
  .filter((it) => it.surge + it.unavailable > 0 && it.nodes.reduce((sum, count) => sum + count, 0) <= 5);

type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

function judged(spec: Case) {
  const labelSelector = { matchLabels: { app: 'web' } };
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector };
  const manifest = workload({
    replicas: spec.replicas,
    spec: { strategy: { rollingUpdate: { maxSurge: spec.surge, maxUnavailable: spec.unavailable } } },
    pod: {
      topologySpreadConstraints: spec.spreads.map(({ key, maxSkew, minDomains, perRevision, honorsTaints }) =>
        spread(key, {
          maxSkew,
          minDomains,
          nodeTaintsPolicy: honorsTaints ? 'Honor' : 'Ignore',
          ...(perRevision ? { matchLabelKeys: ['pod-template-hash'] } : {}),
        }),
      ),
      ...(spec.exclusive === 'no' ? {} : { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } }),
    },
  });
  const documents = [manifest, budget({ maxUnavailable: spec.allowed })];
  const { services, assumptions } = judge(documents, zones(spec.nodes, {}, spec.podsPerNode), { withoutAdvice: true });
  const [service] = services;
  if (!service) throw new Error('no service');
  const of = (event: string) => service.stuck.filter((it) => it.event === event);
  const staysApart = assumptions.some(({ what, value }) => what.endsWith(' releases') && value.endsWith('while a node is drained'));
  return { rollout: of('rolling update'), drain: of('drain'), staysApart, isStuck: service.stuck.length > 0 };
}

function nodesOf(spec: Case): readonly reference.Node[] {
  return spec.nodes.flatMap((count, zone) => Array.from({ length: count }, (_, node) => ({ zone: `${zone}`, host: `${zone}-${node}` })));
}

/** From each placement after a fresh deployment and any rollouts. */
function observed(spec: Case) {
  const nodes = nodesOf(spec);
  const first = reference.fresh(nodes, spec);
  const rolled = reference.rollouts(nodes, spec, first.full);
  const back = reference.failures(nodes, spec, [...first.full, ...rolled], true);
  const met = new Map([...first.full, ...first.short, ...rolled, ...back].map((pods) => [JSON.stringify(pods[0]), pods]));
  const starts = [...met.values()].filter((pods) => reference.total(pods) > 0);
  return {
    rollouts: starts.map((pods) => work.rollout(nodes, spec, pods)),
    drains: starts.map((pods) =>
      nodes.flatMap((_, node) => ((pods[0]?.[node] ?? 0) > 0 ? [work.drain(nodes, spec, pods, node, spec.allowed)] : [])),
    ),
  };
}

test('no order of a rollout or a drain stops that is not said to, and none ends that is said never to', () => {
  fc.assert(
    fc.property(cases, (spec) => {
      const model = judged(spec);
      const { rollouts, drains } = observed(spec);
      if (rollouts.some((it) => it.stops)) expect(model.rollout).not.toEqual([]);
      if (drains.flat().some((it) => it.stops)) expect(model.drain).not.toEqual([]);
      if (model.rollout.some((it) => it.certain)) expect(rollouts.every((it) => !it.ends)).toBe(true);
      if (model.drain.some((it) => it.certain)) expect(drains.every((of) => of.some((it) => !it.ends))).toBe(true);
    }),
    { numRuns: runs(60) },
  );
});

test('no rollout and drain that meet wait for each other where nothing is said of it', () => {
  const said = { freely: 0, apart: 0 };
  fc.assert(
    fc.property(cases, (spec) => {
      const { isStuck, staysApart } = judged(spec);
      if (isStuck) return;
      const nodes = nodesOf(spec);
      const stops = reference.fresh(nodes, spec).full.some((pods) => work.meetingStops(nodes, spec, pods, spec.allowed));
      if (stops) expect(staysApart).toBe(true);
      said[staysApart ? 'apart' : 'freely']++;
    }),
    { numRuns: runs(100) },
  );
  expect(said.freely).toBeGreaterThan(said.apart);
});
