import type { Manifest } from '../../../../src/synthesis/manifest';
import { spread, workload, zones } from '../../../availability/manifests';
import { planFor, type Step } from './plan';
import { type Witness, witnessesOf } from './witness';

const topology = zones([2, 2, 2]);
const KEYS = { matchLabelKeys: ['pod-template-hash'] };

test('a spread that counts old pods too ends uneven when the pods are put back where the leaving ones were', () => {
  const manifests = three(spread('zone'), { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } });
  const witness = witnessOf(manifests, 'lose one zone');
  const plan = planFor(witness, manifests, topology);
  expect(witness).toMatchObject({ stage: 'afterRollouts', vector: [2, 1, 0], lost: 2, zone: 'zone-a' });
  expect(plan?.struck).toEqual(['zone-a-workers-0', 'zone-a-workers-1']);
  expect(plan?.steps.map(({ step }) => step).filter((step) => step === 'release')).toHaveLength(1);
  expect(standing(plan?.steps ?? [])).toEqual({ 'zone-a': 2, 'zone-b': 1 });
});

test('two new pods are bound before the first of them takes an old one away', () => {
  const manifests = three(spread('zone'), { rollingUpdate: { maxSurge: 2, maxUnavailable: 0 } }, 5, 3);
  const plan = planFor(witnessOf(manifests, 'lose one zone'), manifests, topology);
  const kinds = plan?.steps.map(({ step }) => step) ?? [];
  expect(kinds.slice(kinds.indexOf('release')).join(' ')).toContain('bind bind');
  expect(Object.values(standing(plan?.steps ?? [])).sort()).toEqual([2, 3]);
  expect(standing(plan?.steps ?? [])['zone-a']).toBe(3);
});

test('replacements that may go anywhere while a zone is away stay there', () => {
  const manifests = three(spread('zone', { ...KEYS, nodeTaintsPolicy: 'Honor' }));
  const plan = planFor(witnessOf(manifests, 'lose one zone'), manifests, topology);
  expect(plan?.steps.map(({ step }) => step)).toEqual(['bind', 'bind', 'bind', 'lose', 'bind', 'recover']);
});

test('there is no way to a placement that the scheduler never allows', () => {
  const manifests = three(spread('zone', KEYS));
  const witness: Witness = { ...witnessOf(three(spread('zone')), 'lose one zone') };
  expect(planFor(witness, manifests, topology)).toBeUndefined();
});

function three(constraint: object, strategy?: object, replicas = 3, needed = 2): Manifest[] {
  const annotations = { 'nines.dev/needed': String(needed) };
  const pod = { topologySpreadConstraints: [constraint] };
  return [workload({ replicas, annotations, pod, spec: strategy ? { strategy } : {} })] as unknown as Manifest[];
}

function witnessOf(manifests: readonly Manifest[], event: Witness['event']): Witness {
  const found = witnessesOf(manifests, topology).find((witness) => witness.event === event);
  if (!found) throw new Error(`nothing is refuted by ${event}`);
  return found;
}

/** Pods per zone when all steps are taken. */
function standing(steps: readonly Step[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const step of steps) {
    if (step.step !== 'bind' && step.step !== 'leave') continue;
    const zone = step.node.slice(0, 'zone-a'.length);
    counts[zone] = (counts[zone] ?? 0) + (step.step === 'bind' ? 1 : -1);
  }
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
