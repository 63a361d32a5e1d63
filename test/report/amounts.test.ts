import { duration, minutes, minutesWithRange, rounded, roundedDown, share } from '../../src/report/amounts';

test.each([
  [0, '0'],
  [129.37, '129'],
  [1234.5, '1230'],
  [0.0825, '0.0825'],
  [0.00123, '0.0012'],
  [0.0000123, '1.2e-5'],
])('%d minutes', (number, text) => {
  expect(minutes(number)).toBe(text);
});

test.each([
  [{ value: 129.4, low: 68.3, high: 241 }, '129 (68 to 240)'],
  [{ value: 129.4, low: 129.4, high: 129.4 }, '129'],
  [{ value: 129.4, low: 129.41, high: 129.42 }, '129'],
  [{ value: 0, low: 0, high: 0.004 }, '0 (0 to 0.004)'],
  [{ value: -20, low: -200, high: 90 }, '-20 (-200 to 90)'],
])('%j', (range, text) => {
  expect(minutesWithRange(range)).toBe(text);
});

test.each([
  [0, '0 s'],
  [0.5, '0.5 s'],
  [119.94, '120 s'],
  [300, '5 min'],
  [5400, '90 min'],
  [7200, '2 h'],
])('%d seconds', (number, text) => {
  expect(duration(number)).toBe(text);
});

test.each([
  [1, '100%'],
  [1 / 3, '33%'],
  [0.9999, '99.99%'],
  [0.0001, '0.01%'],
  [1.57e-7, '1.6e-5%'],
])('the share %d', (number, text) => {
  expect(share(number)).toBe(text);
});

test('whole numbers keep their digits', () => {
  expect(rounded(12345, 3)).toBe('12300');
  expect(rounded(11.44, 3)).toBe('11.4');
});

test.each([
  [2.553, '2.5'],
  [2.6, '2.6'],
  [0.3, '0.3'],
  [9.99, '9.9'],
  [0.0999, '0.099'],
  [199, '190'],
  [0, '0'],
])('%d is rounded down', (number, text) => {
  expect(roundedDown(number, 2)).toBe(text);
});
