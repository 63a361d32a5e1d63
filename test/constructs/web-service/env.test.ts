import type { EnvValue } from '../../../src';
import { envVars, holdsSecret, requireEnv } from '../../../src/constructs/web-service/env';
import { chartOf } from '../../objects';

function variables(env: Record<string, EnvValue>, config?: Record<string, string>) {
  requireEnv(chartOf(), { env, config });
  return envVars({ env, config }, 'shelf-0123');
}

test('a value, a key of the configuration, a key of a Secret', () => {
  expect(variables({ A: 'x', B: { config: 'b' }, C: { secret: 's', key: 'c' } }, { b: '' })).toEqual([
    { name: 'A', value: 'x' },
    { name: 'B', valueFrom: { configMapKeyRef: { name: 'shelf-0123', key: 'b' } } },
    { name: 'C', valueFrom: { secretKeyRef: { name: 's', key: 'c' } } },
  ]);
});

test('a key that the configuration does not have is refused with those that it has', () => {
  const problem = "chart 'test': env.A must name a key of config, got 'x'";
  expect(() => variables({ A: { config: 'x' } }, { y: '', z: '' })).toThrow(
    new Error(`${problem}; write one of y, z, or add it to config`),
  );
  expect(() => variables({ A: { config: 'x' } })).toThrow(new Error(`${problem}; add it to config`));
});

test.each(['', 'A B', '1A', 'A-B', 'A=B'])('the name %j is refused', (name) => {
  const problem = `env must have names that every shell accepts, got '${name}'; use letters, digits and '_', and don't begin with a digit`;
  expect(() => variables({ [name]: 'x' })).toThrow(new Error(`chart 'test': ${problem}`));
});

test.each(['DB_PASSWORD', 'apiKey', 'AWS_SECRET_ACCESS_KEY', 'token'])('a value in clear of %s is refused', (name) => {
  const problem = `env.${name} must not be a secret in plain text, which anybody who reads the manifest could see; refer to a Secret: { secret: 'name', key: 'key' }`;
  expect(() => variables({ [name]: 'hunter2' })).toThrow(new Error(`chart 'test': ${problem}`));
  expect(variables({ [name]: { secret: 's', key: 'k' } })).toHaveLength(1);
});

test.each(['DB_PASSWORD_FILE', 'TOKEN_URL', 'SECRETARY'])('%s is no secret', (name) => {
  expect(variables({ [name]: 'x' })).toEqual([{ name, value: 'x' }]);
});

test.each([
  [8080, "env.A must be a string, { config } or { secret, key }, got 8080; put a number in quotes, such as '8080'"],
  [null, "env.A must be a string, { config } or { secret, key }, got null; put a number in quotes, such as '8080'"],
  [
    { secret: 'S', key: 'k' },
    "env.A.secret must be the name of a Secret, got 'S'; write lower-case letters, digits, '-' and '.', such as shop-registry",
  ],
  [{ secret: 's', key: '../k' }, "env.A.key must be a key of a Secret, got '../k'; write letters, digits, '-', '_' and '.'"],
])('the value %j is refused', (value, problem) => {
  expect(() => variables({ A: value as never })).toThrow(new Error(`chart 'test': ${problem}`));
});

test('a secret among them is seen', () => {
  expect(holdsSecret({ env: { A: 'x', B: { config: 'b' } } })).toBe(false);
  expect(holdsSecret({ env: { A: { secret: 's', key: 'k' } } })).toBe(true);
  expect(holdsSecret({})).toBe(false);
});
