import { countOf, parsePercent, parseTarget } from '../../src/manifests/percentage';

test.each([
  ['0%', 0],
  ['25%', 25],
  ['200%', 200],
  ['', undefined],
  ['%', undefined],
  ['25', undefined],
  ['1.5%', undefined],
  ['-1%', undefined],
])('%j is %p percent', (text, percent) => {
  expect(parsePercent(text)).toBe(percent);
});

test('a share of pods is rounded up or down as the field asks, a number stays', () => {
  expect([countOf('25%', 3, 'up'), countOf('25%', 3, 'down'), countOf(2, 3, 'up')]).toEqual([1, 0, 2]);
  expect([countOf('2', 3, 'up'), countOf(-1, 3, 'up'), countOf(1.5, 3, 'up'), countOf(undefined, 3, 'up')]).toEqual(
    Array(4).fill(undefined),
  );
});

test('a target is the fraction that is written', () => {
  expect([parseTarget('99.95%'), parseTarget('99.95'), parseTarget('100 %')]).toEqual([0.9995, 0.9995, 1]);
  expect([parseTarget('0%'), parseTarget('101%'), parseTarget('much')]).toEqual([undefined, undefined, undefined]);
});
