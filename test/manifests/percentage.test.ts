import { countOf, parsePercent, parseTarget, percentageMeant, percentageOf, targetMistake } from '../../src/manifests/percentage';

test.each([
  ['0%', 0],
  ['25%', 25],
  ['200%', 200],
  ['', undefined],
  ['%', undefined],
  ['25', undefined],
  ['1.5%', undefined],
  ['-1%', undefined],
  ['25%x', undefined],
])('%j is %p percent', (text, percent) => {
  expect(parsePercent(text)).toBe(percent);
});

test('a percentage of pods is rounded up or down as the field requires, a number is not', () => {
  expect([countOf('25%', 3, 'up'), countOf('25%', 3, 'down'), countOf(2, 3, 'up')]).toEqual([1, 0, 2]);
  expect([countOf('2', 3, 'up'), countOf(-1, 3, 'up'), countOf(1.5, 3, 'up'), countOf(undefined, 3, 'up')]).toEqual(
    Array(4).fill(undefined),
  );
});

test.each([
  ['99.95%', 0.9995],
  ['99.95', 0.9995],
  [99.95, 0.9995],
  ['100', 1],
  ['50 %', 0.5],
  ['1.5', 0.015],
])('%j is the fraction %d', (written, fraction) => {
  expect([parseTarget(written), percentageMeant(written)]).toEqual([fraction, undefined]);
});

test.each([
  ['0.9999', '99.99'],
  ['0.9999%', '99.99'],
  [0.5, '50'],
  ['1', '100'],
  ['0.07', '7'],
])('%j is rejected, and %s percent is suggested', (written, meant) => {
  expect([parseTarget(written), percentageMeant(written)]).toEqual([undefined, meant]);
});

test.each(['0', '100.1', '-1', 'high', '', '99,9', '1e2', Number.NaN])('%j is not a percentage', (written) => {
  expect([parseTarget(written), percentageMeant(written)]).toEqual([undefined, undefined]);
});

test('a fraction is shown without binary rounding', () => {
  expect([0.9995, 0.07, 1, 0.999_999_999].map(percentageOf)).toEqual(['99.95%', '7%', '100%', '99.9999999%']);
});

test('a mistaken target is told with what to write', () => {
  expect(targetMistake('99.95%')).toBeUndefined();
  expect(targetMistake(' 99.95 % ')).toBeUndefined();
  expect(targetMistake('0.9995')).toEqual({ message: "'0.9995' is a fraction, must be a percentage", fix: 'write 99.95%' });
  expect(targetMistake('high')).toEqual({
    message: "'high' is not a percentage above 1% and up to 100%",
    fix: 'write a percentage such as 99.95%',
  });
});
