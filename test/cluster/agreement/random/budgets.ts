import type { Manifest } from '../../../../src/synthesis/manifest';
import type { Random } from './random';
import { NAMESPACE } from './workload';

/** Mostly one PodDisruptionBudget for the pods, sometimes none, seldom two. */
export function randomBudgets(random: Random): Manifest[] {
  const count = random.pick([0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2]);
  return Array.from({ length: count }, (_, index) => budget(index === 0 ? 'web' : 'second', random));
}

function budget(name: string, random: Random): Manifest {
  const limit = random.pick<object>([
    { maxUnavailable: 1 },
    { maxUnavailable: 1 },
    { maxUnavailable: 2 },
    { maxUnavailable: 0 },
    { maxUnavailable: '30%' },
    { minAvailable: 1 },
    { minAvailable: 2 },
    { minAvailable: '50%' },
    { minAvailable: '80%' },
  ]);
  const spec = { ...limit, selector: { matchLabels: { app: 'web' } } };
  return { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name, namespace: NAMESPACE }, spec };
}
