import type { Topology } from '../../../../src/availability';
import { runs } from '../../../budget';
import { fc } from '../../../random';
import { judge } from '../../judged';
import { spread } from '../../manifests';
import { service } from './cluster';
import { leftWaiting, type Nodes, type Wanted } from './orders';

/** `RUNS=20000 SEED=7 npx jest orders` tries others. */
const numRuns = Number(process.env['RUNS'] ?? runs(600));
const zoneLayouts = [
  [0, 0, 0],
  [0, 0, 0, 0],
  [0, 0, 1, 1],
  [0, 1, 2],
  [0, 0, 1, 2],
];

const workloads = (cpu: fc.Arbitrary<number>, rivals = true) =>
  fc
    .array(
      fc.record({
        replicas: fc.integer({ min: 2, max: 3 }),
        cpu,
        surge: fc.constantFrom(0, 1, 1),
        apart: fc.boolean(),
        spread: fc.boolean(),
        shuns: fc.boolean(),
      }),
      { minLength: 2, maxLength: 3 },
    )
    .map((all) =>
      // One of a pair shuns the other: the scheduler applies it both ways.
      all.map(({ shuns: _, ...it }, index): Wanted => {
        const shunning = (a: number, b: number) =>
          rivals && (all[a]?.shuns ?? false) && b === (a + 1) % all.length && all.every((other, i) => i === a || !other.shuns);
        return {
          ...it,
          rivals: all.flatMap((__, other) => (other !== index && (shunning(index, other) || shunning(other, index)) ? [other] : [])),
        };
      }),
    );

function documentsOf(wanted: readonly Wanted[]): unknown[] {
  return wanted.flatMap(({ replicas, cpu, surge, apart, spread: isSpread, rivals }, index) => {
    const name = `w${index}`;
    const selector = { matchLabels: { app: name } };
    const term = (app: string) => ({ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app } } });
    const terms = [...(apart ? [term(name)] : []), ...rivals.map((other) => term(`w${other}`))];
    const zone = spread('zone', { labelSelector: selector, matchLabelKeys: ['pod-template-hash'] });
    const [deployment, budget] = service(name, {
      replicas,
      requests: { cpu: `${cpu}m` },
      pod: {
        topologySpreadConstraints: isSpread ? [zone] : [],
        affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } },
      },
    }) as { spec: object }[];
    const strategy = { rollingUpdate: { maxSurge: surge, maxUnavailable: 1 - surge } };
    return [{ ...deployment, spec: { ...deployment?.spec, strategy } }, budget];
  });
}

function topologyOf({ zones, cpu }: Nodes): Topology {
  const rate = { mtbf: '8766h', mttr: '1h', source: 'test' };
  const pool = (count: number) => ({ name: 'workers', count, allocatable: { cpu: `${cpu}m`, memory: '64Gi', pods: 110 }, rate });
  const counts = [...new Set(zones)].map((zone) => zones.filter((other) => other === zone).length);
  return { kubernetes: '1.36', zones: counts.map((count, zone) => ({ name: `zone-${zone}`, rate, pools: [pool(count)] })) };
}

/** Whether something about the room for its pods is in the way of a proof. */
function placed(wanted: readonly Wanted[], nodes: Nodes): readonly boolean[] {
  const { services } = judge(documentsOf(wanted), topologyOf(nodes), { withoutAdvice: true });
  return services.map(({ stuck }) => stuck.every(({ event }) => event === 'drain'));
}

test('a pod whose place is sure finds one in every order of binds', () => {
  let sure = 0;
  fc.assert(
    fc.property(workloads(fc.integer({ min: 1, max: 12 }).map((it) => it * 100)), fc.constantFrom(...zoneLayouts), (wanted, zones) => {
      const nodes = { zones, cpu: 2000 };
      const left = leftWaiting(wanted, nodes);
      placed(wanted, nodes).forEach((isSure, index) => {
        if (isSure) sure++;
        expect(isSure && left.has(index)).toBe(false);
      });
    }),
    { numRuns },
  );
  expect(sure).toBeGreaterThan(numRuns / 2);
});

test('where a node holds everything twice at most one in twenty is not sure', () => {
  let [all, lost] = [0, 0];
  fc.assert(
    fc.property(
      workloads(
        fc.integer({ min: 1, max: 8 }).map((it) => it * 10),
        false,
      ),
      fc.constantFrom(...zoneLayouts),
      (wanted, zones) => {
        const nodes = { zones, cpu: 2000 };
        const alone = wanted.flatMap((it) => placed([it], nodes));
        const together = placed(wanted, nodes);
        alone.forEach((isSure, index) => {
          if (isSure) all++;
          if (isSure && !together[index]) lost++;
        });
      },
    ),
    { numRuns: Math.ceil(numRuns / 5) },
  );
  expect(all).toBeGreaterThan(numRuns / 10);
  expect(lost).toBeLessThanOrEqual(all / 20);
});
