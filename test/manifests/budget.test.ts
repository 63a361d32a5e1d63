import { evictionsAllowedBy } from '../../src/manifests/budget';
import { budget } from '../availability/manifests';
import { indexed } from '../indexed';

function allowed(spec: Record<string, unknown>, total: number): number | undefined {
  const [found] = indexed([budget(spec)]).ofType('PodDisruptionBudget.policy');
  if (!found) throw new Error('no budget');
  return evictionsAllowedBy(found, total);
}

// What the disruption controller computes while every pod is ready.
test.each([
  [{ maxUnavailable: 1 }, 3, 1],
  [{ maxUnavailable: 5 }, 3, 3],
  [{ maxUnavailable: 0 }, 3, 0],
  [{ maxUnavailable: '34%' }, 3, 2],
  [{ maxUnavailable: '100%' }, 3, 3],
  [{ minAvailable: 2 }, 3, 1],
  [{ minAvailable: 0 }, 3, 3],
  [{ minAvailable: 5 }, 3, 0],
  [{ minAvailable: '34%' }, 3, 1],
  [{ minAvailable: '100%' }, 3, 0],
  [{}, 3, 0],
])('%j allows of %i pods %i evictions', (spec, total, expected) => {
  expect(allowed(spec, total)).toBe(expected);
});

test('what cannot be read is not known', () => {
  expect([{ maxUnavailable: 'one' }, { maxUnavailable: -1 }, { minAvailable: '1.5%' }].map((spec) => allowed(spec, 3))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
