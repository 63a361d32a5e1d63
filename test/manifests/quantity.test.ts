import { bytes, canonicalQuantity, millicores, parseQuantity, parseSignedQuantity } from '../../src/manifests/quantity';
import { fc } from '../random';

// What resource.ParseQuantity of k8s.io/apimachinery v0.36.3 answers.
test.each([
  ['0', 0],
  ['1', 1],
  ['+1', 1],
  ['-1', -1],
  ['-0', -0],
  ['0.5', 0.5],
  ['.5', 0.5],
  ['5.', 5],
  ['1.G', 1e9],
  ['-.5Gi', -536870912],
  ['007', 7],
  ['1n', 1e-9],
  ['1u', 1e-6],
  ['1900m', 1.9],
  ['1k', 1e3],
  ['1M', 1e6],
  ['1G', 1e9],
  ['1T', 1e12],
  ['1P', 1e15],
  ['12E', 12e18],
  ['1Ki', 1024],
  ['1Mi', 1048576],
  ['2.5Gi', 2684354560],
  ['1Ti', 1099511627776],
  ['1Pi', 1125899906842624],
  ['1Ei', 2 ** 60],
  ['1e3', 1e3],
  ['1E3', 1e3],
  ['1e+3', 1e3],
  ['1E-3', 1e-3],
  ['1e0009', 1e9],
  ['1e99', 1e99],
  [' 1Gi ', 1073741824],
  // Some is asked for, so some is given.
  ['1e-20', 1e-9],
  ['-1e-20', -1e-9],
  ['0.0000000001', 1e-9],
  ['1e-400', 1e-9],
  ['0e-20', 0],
  [2, 2],
  [0.5, 0.5],
  [-1, -1],
])('%j is the quantity %p', (text, number) => {
  expect(parseSignedQuantity(text)).toBe(number);
});

test.each(['', ' ', '1 Gi', '1g', '1GB', '1Gib', '1K', '1ki', '1mi', '1i', '-3.01i', '1.2.3', 'one', '0x10', '1_000', '1,5', '1e', '1e-'])(
  '%j is no quantity',
  (text) => {
    expect(parseSignedQuantity(text)).toBeUndefined();
  },
);

test.each(['1e3Mi', '1e3.5', '--1', '１', 'inf', 'NaN', Number.NaN, Number.POSITIVE_INFINITY, true, null, undefined, {}, ['1']])(
  '%p is no quantity',
  (value) => {
    expect(parseSignedQuantity(value)).toBeUndefined();
  },
);

test.each(['Mi', 'm', '.', '+', '-', '1e400'])('%j is invalid here, though the API server accepts it', (text) => {
  expect(parseSignedQuantity(text)).toBeUndefined();
});

test('a request cannot be negative', () => {
  expect([parseQuantity('-1Gi'), parseQuantity(-1), bytes('-1'), millicores('-1m')]).toEqual([undefined, undefined, undefined, undefined]);
  expect([parseQuantity('0'), parseQuantity('1900m'), parseQuantity(2)]).toEqual([0, 1.9, 2]);
});

test('bytes and millicores are integers, rounded up', () => {
  expect([bytes('1.5'), bytes('100m'), bytes('1Ki')]).toEqual([2, 1, 1024]);
  expect([millicores('0.1'), millicores('1n'), millicores('1.0001'), millicores('1900m')]).toEqual([100, 1, 1001, 1900]);
});

test('any number with any unit is parsed, and no input takes long', () => {
  fc.assert(
    fc.property(fc.nat(), (number) => parseQuantity(`${number}Ki`) === number * 1024 && parseQuantity(`${number}m`) === number / 1000),
  );
  expect(parseSignedQuantity('9'.repeat(100_000))).toBeUndefined();
  expect(parseSignedQuantity(`${'0'.repeat(100_000)}x`)).toBeUndefined();
});

test.each([
  ['1000m', '1'],
  ['0.5', '500m'],
  ['1.5Gi', '1536Mi'],
  ['2048Mi', '2Gi'],
  ['2147483648', '2147483648'],
  [2147483648, '2147483648'],
  ['1000', '1k'],
  ['1e3', '1e3'],
  ['0.5Ki', '512'],
  ['1Ki', '1Ki'],
  ['0Gi', '0'],
  ['-1500m', '-1500m'],
  ['100u', '100u'],
])('%j is stored as %s', (text, stored) => {
  expect(canonicalQuantity(text)).toBe(stored);
});

test.each(['1GB', '', undefined])('%j is stored as nothing', (text) => {
  expect(canonicalQuantity(text)).toBeUndefined();
});
