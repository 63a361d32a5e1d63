import { expression, labelSelector, selectsEverything } from '../../src/manifests/selector';

const labels = new Map([
  ['app', 'web'],
  ['cores', '16'],
  ['empty', ''],
  ['version', '1.5'],
]);

const matches = (operator: string, key: string, values?: readonly unknown[]) => expression({ key, operator, values })(labels);

// What Requirement.Matches of k8s.io/apimachinery/pkg/labels answers.
test.each([
  ['In', 'app', ['api', 'web'], true],
  ['In', 'app', ['api'], false],
  ['In', 'app', [], false],
  ['In', 'empty', [''], true],
  ['In', 'missing', [''], false],
  ['NotIn', 'app', ['web'], false],
  ['NotIn', 'app', ['api'], true],
  ['NotIn', 'empty', [''], false],
  ['NotIn', 'missing', ['web'], true],
  ['NotIn', 'missing', [''], true],
  ['Exists', 'app', undefined, true],
  ['Exists', 'missing', undefined, false],
  ['DoesNotExist', 'app', undefined, false],
  ['DoesNotExist', 'missing', undefined, true],
  ['Gt', 'cores', ['9'], true],
  ['Gt', 'cores', ['-20'], true],
  ['Gt', 'cores', ['16'], false],
  ['Gt', 'cores', [], false],
  ['Gt', 'missing', ['-1'], false],
  ['Lt', 'cores', ['17'], true],
  ['Lt', 'cores', ['16'], false],
  ['Lt', 'missing', ['9'], false],
  ['Near', 'app', ['web'], false],
])('%s of label %s in %j: %s', (operator, key, values, expected) => {
  expect(matches(operator, key, values)).toBe(expected);
});

test('only integers are compared', () => {
  expect([matches('Gt', 'version', ['1']), matches('Lt', 'version', ['2'])]).toEqual([false, false]);
  expect([matches('Gt', 'empty', ['-1']), matches('Lt', 'empty', ['1'])]).toEqual([false, false]);
  expect([matches('Gt', 'cores', ['7.5']), matches('Gt', 'cores', [''])]).toEqual([false, false]);
});

test('a selector matches where all of its labels and all of its expressions do', () => {
  const inCores = { key: 'cores', operator: 'In', values: ['16'] };
  const hasTier = { key: 'tier', operator: 'Exists' };
  expect(labelSelector({ matchLabels: { app: 'web' }, matchExpressions: [inCores] })(labels)).toBe(true);
  expect(labelSelector({ matchLabels: { app: 'web', tier: 'front' } })(labels)).toBe(false);
  expect(labelSelector({ matchLabels: { app: 'web' }, matchExpressions: [inCores, hasTier] })(labels)).toBe(false);
});

test('a missing selector matches nothing, an empty one everything', () => {
  expect([undefined, null, 'app=web'].map((selector) => labelSelector(selector)(labels))).toEqual([false, false, false]);
  expect(labelSelector({})(labels)).toBe(true);
});

test('only a selector that is set and empty selects everything', () => {
  expect([{}, { matchLabels: {} }, { matchLabels: {}, matchExpressions: [] }].map(selectsEverything)).toEqual([true, true, true]);
  expect(
    [undefined, { matchLabels: { app: 'web' } }, { matchExpressions: [{ key: 'app', operator: 'Exists' }] }].map(selectsEverything),
  ).toEqual([false, false, false]);
});
