/** Days of the window in which an error budget is counted. */
const WINDOW_DAYS = 30;
const MINUTES_A_DAY = 1440;

/** When an alert fires: where errors burn the budget so fast in both windows. */
export interface BurnRate {
  /** `page` somebody, or open a `ticket`. */
  readonly severity: 'page' | 'ticket';

  /** How many times faster than the budget allows. */
  readonly burnRate: number;

  /** The window that has to show enough errors, such as `1h`. */
  readonly longWindow: string;

  /** The window that has to show that they go on, such as `5m`: a twelfth of the long one. */
  readonly shortWindow: string;

  /** The share of requests that fail at this rate, above which both windows alert. */
  readonly errorRatio: number;

  /** The share of the budget that is gone when the long window is full of it. */
  readonly budget: number;

  /** The same in minutes in which every request fails. */
  readonly budgetMinutes: number;
}

const windows = [
  { severity: 'page', burnRate: 14.4, longWindow: '1h', shortWindow: '5m', hours: 1 },
  { severity: 'page', burnRate: 6, longWindow: '6h', shortWindow: '30m', hours: 6 },
  { severity: 'ticket', burnRate: 3, longWindow: '1d', shortWindow: '2h', hours: 24 },
  { severity: 'ticket', burnRate: 1, longWindow: '3d', shortWindow: '6h', hours: 72 },
] as const;

/**
 * The alerts on the error budget of a target in 30 days: two that page and two that open a ticket. A rate at which more than all requests would have to
 * fail is left out, which concerns targets under 93.1%.
 *
 * Source: Google, The Site Reliability Workbook (2018), chapter 5, "Multiwindow, Multi-Burn-Rate Alerts", table 5-8, which has the rates 14.4, 6 and 1.
 * The rate 3 in a day is a usual addition to them: it spends as much as the rate 1 in three days, and tells of it two days sooner.
 *
 * @param target a fraction, such as 0.9995
 */
export function burnRates(target: number): readonly BurnRate[] {
  const allowed = Number((1 - target).toPrecision(12));
  return windows
    .map(({ hours, ...window }) => {
      const budget = (window.burnRate * hours) / (WINDOW_DAYS * 24);
      return { ...window, errorRatio: digits(window.burnRate * allowed), budget, budgetMinutes: digits(budget * budgetMinutes(target)) };
    })
    .filter(({ errorRatio }) => errorRatio < 1);
}

/** The minutes in 30 days in which every request may fail. */
export function budgetMinutes(target: number): number {
  return digits(Number((1 - target).toPrecision(12)) * WINDOW_DAYS * MINUTES_A_DAY);
}

/** Without the digits that binary arithmetic makes up. */
function digits(number: number): number {
  return Number(number.toPrecision(10));
}
