import { RefusedRequestError, UnreachableError } from '../../src/deploy/api';
import { troubleWith } from '../../src/deploy/cluster';

test('a cluster that cannot be used is named with its context', () => {
  expect(troubleWith(new UnreachableError('dial tcp: connection refused'), 'shop')).toBe(
    "the cluster of shop doesn't answer: dial tcp: connection refused",
  );
  expect(troubleWith(new RefusedRequestError({ status: 403, body: { message: 'configmaps is forbidden' } }), 'shop')).toBe(
    'the cluster of shop refuses a request: configmaps is forbidden',
  );
  expect(troubleWith(new Error('a bug'), 'shop')).toBeUndefined();
});
