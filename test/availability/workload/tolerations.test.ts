import { repels } from '../../../src/availability/workload/tolerations';
import { indexed } from '../../indexed';
import { workload } from '../manifests';

const taint = { key: 'dedicated', value: 'search', effect: 'NoSchedule' as const };

/** Whether pods with one toleration, and one of another taint, keep away from a node. */
function isRepelled(toleration: object, taints: Parameters<typeof repels>[1] = [taint]): boolean {
  const [pods] = indexed([workload({ pod: { tolerations: [{ key: 'gpu', operator: 'Exists' }, toleration] } })]).ofType('Deployment.apps');
  const tolerations = pods?.root.at('spec', 'template', 'spec').items('tolerations') ?? [];
  expect(tolerations).toHaveLength(2);
  return repels(tolerations, taints);
}

test.each([
  [{ key: 'dedicated', operator: 'Exists' }],
  [{ operator: 'Exists' }],
  [{ key: 'dedicated', value: 'search' }],
  [{ key: 'dedicated', operator: 'Equal', value: 'search', effect: 'NoSchedule' }],
])('%j tolerates the taint', (toleration) => {
  expect(isRepelled(toleration)).toBe(false);
});

test.each([
  [{ key: 'dedicated' }], // without an operator it means Equal, here to an empty value
  [{ key: 'dedicated', value: 'web' }],
  [{ key: 'dedicated', operator: 'Exists', effect: 'NoExecute' }],
  [{ key: 'other', operator: 'Exists' }],
  [{ value: 'search' }],
])('%j does not tolerate the taint', (toleration) => {
  expect(isRepelled(toleration)).toBe(true);
});

test('a preference repels nobody', () => {
  expect(isRepelled({ key: 'other' }, [{ ...taint, effect: 'PreferNoSchedule' }])).toBe(false);
});
