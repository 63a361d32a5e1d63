import { isTypo } from '../../src/manifests/spelling';

test.each([
  ['elasticsearch-pasword', 'elasticsearch-password'],
  ['elasticsaerch', 'elasticsearch'],
  ['backend-tokne', 'backend-token'],
  ['registry-tokan', 'registry-token'],
])('%s is a typo of %s', (one, other) => {
  expect(isTypo(one, other)).toBe(true);
  expect(isTypo(other, one)).toBe(true);
});

test.each([
  ['db-credentials-1', 'db-credentials-2'],
  ['app-tls', 'api-tls'],
  ['gp2', 'gp3'],
  ['same-name', 'same-name'],
  ['backend', 'frontend'],
])('%s and %s are distinct names', (one, other) => {
  expect(isTypo(one, other)).toBe(false);
});
