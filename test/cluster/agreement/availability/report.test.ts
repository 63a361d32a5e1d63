import { designs } from './designs';
import type { Measured, Outcome } from './measured';
import { bound, isInside, measuredTable, middle, ranking } from './report';

const [single, two] = designs as [Measured['design'], Measured['design']];

function row(design: Measured['design'], mean: number, model: number, more: Partial<Measured> = {}): Measured {
  return {
    design,
    seen: { mean, low: mean - 0.02, high: mean + 0.02 },
    dips: 3,
    placements: new Map([['1/0/0', 1]]),
    model: { lower: model, upper: model },
    worst: { lower: 0.2, upper: 0.2 },
    ...more,
  };
}

test('a figure is inside where it, or some of its range, lies in the interval', () => {
  expect(isInside(row(single, 0.1, 0.119))).toBe(true);
  expect(isInside(row(single, 0.1, 0.121))).toBe(false);
  expect(isInside(row(single, 0.1, 0, { model: { lower: 0.05, upper: 0.09 } }))).toBe(true);
});

test('the worst case is above what was measured, inside its interval, or below it', () => {
  expect(bound(row(single, 0.2, 0.1))).toBe('above');
  expect(bound(row(single, 0.21, 0.1))).toBe('inside');
  expect(bound(row(single, 0.221, 0.1))).toBe('below');
});

test('designs are ranked from the most available one', () => {
  const measured = [row(single, 0.1, 0.01), row(two, 0.05, 0.02)];
  expect(ranking(measured, ({ seen }) => seen.mean)).toEqual(['two', 'single']);
  expect(ranking(measured, middle)).toEqual(['single', 'two']);
});

test('the table says what does not agree', () => {
  const outcome = { measured: [row(single, 0.25, 0.1)] } as unknown as Outcome;
  expect(measuredTable(outcome).split('\n')[2]).toBe(
    '| single | 1/0/0 100 % | 3 | 25.00 % | 23.00 % to 27.00 % | 10.00 % | **no** | 20.00 % | below |',
  );
});
