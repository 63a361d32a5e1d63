import { parseTarget, percentageMeant } from '../../src/manifests/percentage';

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
])('%j is refused: %s percent was meant', (written, meant) => {
  expect([parseTarget(written), percentageMeant(written)]).toEqual([undefined, meant]);
});

test.each(['0', '100.1', '-1', 'high', '', '99,9', '1e2', Number.NaN])('%j is no percentage at all', (written) => {
  expect([parseTarget(written), percentageMeant(written)]).toEqual([undefined, undefined]);
});
