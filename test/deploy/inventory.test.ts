import { inventoryIn, missingFrom, united } from '../../src/deploy/inventory';

const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' };
const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', namespace: '', name: 'system:shop' };

test('an inventory is a line for each object', () => {
  const applied = 'apps/v1 Deployment shop web 1-2-3\nrbac.authorization.k8s.io/v1 ClusterRole - system:shop -';
  expect(inventoryIn({ data: { applied, kept: '', unfinished: 'abc' } })).toEqual({
    applied: [{ ...deployment, uid: '1-2-3' }, role],
    kept: [],
    unfinished: 'abc',
  });
});

test.each(['apps/v1 Deployment shop web', 'a b', '', '  ', 'a b c d e f'])(
  'a line that cannot be read names nothing to prune: %j',
  (line) => {
    expect(inventoryIn({ data: { applied: line } })).toEqual({ applied: [], kept: [] });
  },
);

test('an object is the same in another version of its API, and keeps the identity that is known of it', () => {
  const older = { ...deployment, apiVersion: 'apps/v1beta1', uid: '1' };
  expect(united([older], [deployment])).toEqual([{ ...deployment, uid: '1' }]);
  expect(united([older], [{ ...deployment, uid: '2' }])).toEqual([{ ...deployment, uid: '2' }]);
  expect(missingFrom([deployment], [older, role])).toEqual([role]);
});
