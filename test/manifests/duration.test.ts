import { isGoDuration, parseDuration } from '../../src/manifests/duration';

test.each([
  ['90s', 90],
  ['1h30m', 5400],
  ['8766h', 31557600],
  ['2d', 172800],
  ['250ms', 0.25],
  ['9970.000000s', 9970],
  ['', undefined],
  ['90', undefined],
  ['-1s', undefined],
  ['1 h', undefined],
  ['1w', undefined],
  [`${'1'.repeat(64)}s`, undefined],
])('%j is %p seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test('Go accepts signs and units below a millisecond, but no days', () => {
  expect(['0', '-0', '1h30m', '-1.5h', '.5s', '1.s', '10µs', '1us', '1ns'].filter((text) => !isGoDuration(text))).toEqual([]);
  expect(['', '1', '1d', '1h 30m', 's', '.s', '1h-1m'].filter(isGoDuration)).toEqual([]);
});
