import type { EnvironmentValue } from '../../../src';
import { environmentVariables, holdsSecret } from '../../../src/constructs/web-service/environment';
import { chartOf } from '../../objects';

function variables(environment: Record<string, EnvironmentValue>, config?: Record<string, string>) {
  return environmentVariables(chartOf(), { environment, config }, 'shelf-0123');
}

test('a value, a key of the configuration, a key of a Secret', () => {
  expect(variables({ A: 'x', B: { config: 'b' }, C: { secret: 's', key: 'c' } }, { b: '' })).toEqual([
    { name: 'A', value: 'x' },
    { name: 'B', valueFrom: { configMapKeyRef: { name: 'shelf-0123', key: 'b' } } },
    { name: 'C', valueFrom: { secretKeyRef: { name: 's', key: 'c' } } },
  ]);
});

test('a key that the configuration does not have is refused with those that it has', () => {
  const problem = "chart 'test': environment variable 'A' reads 'x', which its config doesn't have";
  expect(() => variables({ A: { config: 'x' } }, { y: '', z: '' })).toThrow(new Error(`${problem}; it has y, z`));
  expect(() => variables({ A: { config: 'x' } })).toThrow(new Error(`${problem}; it has none`));
});

test.each(['', 'A B', '1A', 'A-B', 'A=B'])('the name %j is refused', (name) => {
  const problem = `environment variable '${name}' is one that no shell can read; use letters, digits and '_', and no digit first`;
  expect(() => variables({ [name]: 'x' })).toThrow(new Error(`chart 'test': ${problem}`));
});

test.each(['DB_PASSWORD', 'apiKey', 'AWS_SECRET_ACCESS_KEY', 'token'])('a value in clear of %s is refused', (name) => {
  const problem = `environment variable '${name}' has a value that anybody can read; name a Secret: { secret: 'name', key: 'key' }`;
  expect(() => variables({ [name]: 'hunter2' })).toThrow(new Error(`chart 'test': ${problem}`));
  expect(variables({ [name]: { secret: 's', key: 'k' } })).toHaveLength(1);
});

test.each(['DB_PASSWORD_FILE', 'TOKEN_URL', 'SECRETARY'])('%s is no secret', (name) => {
  expect(variables({ [name]: 'x' })).toEqual([{ name, value: 'x' }]);
});

test('a secret among them is seen', () => {
  expect(holdsSecret({ environment: { A: 'x', B: { config: 'b' } } })).toBe(false);
  expect(holdsSecret({ environment: { A: { secret: 's', key: 'k' } } })).toBe(true);
  expect(holdsSecret({})).toBe(false);
});
