import { budgetMinutes, burnRates } from '../../src/manifests/burn-rates';

test('the windows and thresholds are those of the SRE workbook, and one a day', () => {
  // Table 5-8: 2% in 1 h at 14.4, 5% in 6 h at 6, 10% in 3 d at 1; for 99.9% the first is an error ratio of 1.44%.
  expect(burnRates(0.999).map(({ burnRate, longWindow, shortWindow, budget }) => [burnRate, longWindow, shortWindow, budget])).toEqual([
    [14.4, '1h', '5m', 0.02],
    [6, '6h', '30m', 0.05],
    [3, '1d', '2h', 0.1],
    [1, '3d', '6h', 0.1],
  ]);
  expect(burnRates(0.999)[0]?.errorRatio).toBe(0.0144);
});

test('an alert spends its share of the budget in its long window', () => {
  for (const target of [0.99, 0.9995, 0.99999])
    for (const { errorRatio, budgetMinutes: spent, longWindow } of burnRates(target)) {
      const hours = Number.parseInt(longWindow, 10) * (longWindow.endsWith('d') ? 24 : 1);
      expect(errorRatio * hours * 60).toBeCloseTo(spent, 8);
    }
});

test('a rate at which more than all requests would fail is left out', () => {
  expect(burnRates(0.931).map(({ burnRate }) => burnRate)).toEqual([14.4, 6, 3, 1]);
  expect(burnRates(0.93).map(({ burnRate }) => burnRate)).toEqual([6, 3, 1]);
});

test('the budget of 30 days', () => {
  expect(budgetMinutes(0.9995)).toBe(21.6);
  expect(budgetMinutes(0.99999)).toBe(0.432);
});
