import { affected } from './affected';

const isAffected = (suite: string) => affected('.', [suite]).length > 0;

test.each([
  ['imports the application', 'main.test.ts'],
  ['reads pages', 'test/links.test.ts'],
  ['starts processes through what it imports', 'test/repository/version.test.ts'],
])('a suite that %s may be affected by another application', (_, suite) => {
  expect(isAffected(suite)).toBe(true);
});

test.each([
  ['computes', 'test/manifests/quantity.test.ts'],
  ["works on the tests' own application", 'test/rules/mutations.test.ts'],
])('a suite that only %s is not', (_, suite) => {
  expect(isAffected(suite)).toBe(false);
});

test('an import that leads nowhere is an error', () => {
  expect(() => affected('.', ['test/rules/fixtures/nothing.test.ts'])).toThrow('ENOENT');
});
