import { transitionsOf } from '../../src/availability';
import { runs } from '../budget';
import { indexed } from '../indexed';
import { fc } from '../random';
import { workload, zones } from './manifests';
import { type Change, placementsOf, transition, type Workload } from './reference/transition';

const spread = fc.record({
  key: fc.constantFrom('zone' as const, 'host' as const),
  maxSkew: fc.integer({ min: 1, max: 2 }),
  minDomains: fc.integer({ min: 1, max: 3 }),
  perRevision: fc.boolean(),
  honorsTaints: fc.constant(false),
});

const template = {
  cpu: fc.constantFrom(1, 1, 2, 4),
  hostPort: fc.constantFrom(false, false, false, true),
  spreads: fc.uniqueArray(spread, { maxLength: 2, selector: ({ key }) => key }),
  exclusive: fc.constantFrom('no' as const, 'no' as const, 'no' as const, 'host' as const, 'zone' as const),
  zone: fc.constantFrom(undefined, undefined, undefined, 'zone-a'),
};
const strategy = {
  surge: fc.integer({ min: 0, max: 2 }),
  unavailable: fc.integer({ min: 0, max: 1 }),
  recreates: fc.constantFrom(false, false, false, true),
};

/** A change of a part of a workload: most releases change little. */
const changes = fc
  .record({
    nodes: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 3 }),
    podsPerNode: fc.integer({ min: 1, max: 4 }),
    before: fc.record({
      kind: fc.constantFrom('Deployment' as const, 'StatefulSet' as const),
      replicas: fc.integer({ min: 1, max: 3 }),
      ordered: fc.boolean(),
      ...template,
      ...strategy,
    }),
    edit: fc.record({ ...template, ...strategy, replicas: fc.integer({ min: 1, max: 3 }) }, { requiredKeys: [] }),
    keeps: fc.subarray(['cpu', 'hostPort', 'spreads', 'exclusive', 'zone', 'surge', 'unavailable', 'recreates'] as const, { minLength: 4 }),
    scales: fc.constantFrom(false, false, false, false, true),
  })
  .map(({ nodes, podsPerNode, before, edit, keeps, scales }): Change => {
    const old = legal(before);
    const kept = Object.fromEntries([...keeps, ...(scales ? [] : (['replicas'] as const))].map((name) => [name, before[name]]));
    const after = legal({ ...before, ...edit, ...kept });
    return { nodes: nodesOf(nodes), podsPerNode, before: old, after };
  });

/** What the API server takes: a rolling update that can begin; a StatefulSet replaces one pod at a time. */
function legal(workload: Workload): Workload {
  if (workload.kind === 'StatefulSet') return { ...workload, surge: 0, unavailable: 1, recreates: false };
  return workload.surge + workload.unavailable === 0 ? { ...workload, surge: 1 } : workload;
}

function nodesOf(counts: readonly number[]) {
  return counts.flatMap((count, index) => {
    const zone = `zone-${'abc'[index]}`;
    return Array.from({ length: count }, (_, node) => ({ zone, host: `${zone}-${node}` }));
  });
}

const KEYS = { zone: 'topology.kubernetes.io/zone', host: 'kubernetes.io/hostname' };
const labelSelector = { matchLabels: { app: 'web' } };

function manifestOf(spec: Workload, image: string) {
  const { kind, replicas, cpu, hostPort, recreates, surge, unavailable, ordered, spreads, exclusive, zone } = spec;
  const rolling = { rollingUpdate: { maxSurge: surge, maxUnavailable: unavailable } };
  return workload({
    kind,
    replicas,
    spec:
      kind === 'StatefulSet'
        ? { podManagementPolicy: ordered ? 'OrderedReady' : 'Parallel' }
        : { strategy: recreates ? { type: 'Recreate' } : rolling },
    pod: {
      containers: [
        {
          name: 'main',
          image,
          resources: { requests: { cpu: `${cpu}` } },
          ...(hostPort && { ports: [{ containerPort: 80, hostPort: 80 }] }),
        },
      ],
      ...(zone !== undefined && { nodeSelector: { [KEYS.zone]: zone } }),
      topologySpreadConstraints: spreads.map(({ key, maxSkew, minDomains, perRevision }) => ({
        topologyKey: KEYS[key],
        maxSkew,
        minDomains,
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector,
        ...(perRevision && { matchLabelKeys: ['pod-template-hash', 'controller-revision-hash'] }),
      })),
      ...(exclusive !== 'no' && {
        affinity: {
          podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: KEYS[exclusive], labelSelector }] },
        },
      }),
    },
  });
}

function predicted({ nodes, before, after, podsPerNode }: Change) {
  const counts = [...new Set(nodes.map(({ zone }) => zone))].map((zone) => nodes.filter((node) => node.zone === zone).length);
  const [base, head] = [indexed([manifestOf(before, 'a:1')]), indexed([manifestOf(after, 'a:2')])];
  return transitionsOf(base, head, zones(counts, {}, podsPerNode))(`${after.kind}/shop/web`);
}

/** Whether some start and order comes to where nothing can go on, and whether some ends. */
function observed(change: Change) {
  const all = placementsOf(change.nodes, change.before, change.podsPerNode).map((start) => transition(change, start));
  return { ends: all.some(({ ends }) => ends), stops: all.some(({ stops }) => stops) };
}

test('a rolling update that is called safe ends in every order from every placement, and one that is called stuck in none', () => {
  fc.assert(
    fc.property(changes, (change) => {
      const verdict = predicted(change)?.verdict;
      const { ends, stops } = observed(change);
      expect({ verdict, isTrue: (verdict !== 'safe' || !stops) && (verdict !== 'stuck' || !ends) }).toEqual({ verdict, isTrue: true });
    }),
    { numRuns: runs(400) },
  );
});
