import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { shown } from '../../../src/constructs/parts/shown';

test.each<[unknown, string]>([
  ['a', "'a'"],
  ['a\nb', "'a\\nb'"],
  ["it's", "'it's'"],
  [Number.NaN, 'NaN'],
  [1e9, '1000000000'],
  [undefined, 'nothing'],
  [null, 'null'],
  [[], '[]'],
  [{ a: 1 }, '{"a":1}'],
  [Size.gibibytes(2), '2Gi'],
  [Cpu.millis(100), '100m'],
  [() => 1, 'a function'],
  ['x'.repeat(200), `'${'x'.repeat(79)}...`],
])('%p', (value, text) => {
  expect(shown(value)).toBe(text);
});
