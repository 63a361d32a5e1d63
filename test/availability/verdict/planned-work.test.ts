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
  const [service] = judge([manifest, budget({ maxUnavailable: spec.allowed })], zones(spec.nodes, {}, spec.podsPerNode), {
    withoutAdvice: true,
  }).services;
  if (!service) throw new Error('no service');
  const of = (event: string) => service.stuck.filter((it) => it.event === event);
  return { rollout: of('rolling update'), drain: of('drain') };
}

/** From each placement after a fresh deployment and any rollouts. */
function observed(spec: Case) {
  const nodes = spec.nodes.flatMap((count, zone) =>
    Array.from({ length: count }, (_, node) => ({ zone: `${zone}`, host: `${zone}-${node}` })),
  );
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
