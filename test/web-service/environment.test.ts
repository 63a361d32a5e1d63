import type { EnvironmentValue } from '../../lib';
import { environmentVariables, holdsSecret } from '../../lib/web-service/environment';
import { chartOf } from '../manifests';

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

test('a secret among them is seen', () => {
  expect(holdsSecret({ environment: { A: 'x', B: { config: 'b' } } })).toBe(false);
  expect(holdsSecret({ environment: { A: { secret: 's', key: 'k' } } })).toBe(true);
  expect(holdsSecret({})).toBe(false);
});
