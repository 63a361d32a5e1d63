import { mapped, YEAR } from './estimate';
import type { BudgetVerdict, Downtime, Range, Risk } from './risk';

/** What a target allows, and whether the sum stays within it. */
export function budgetOf(
  risks: readonly Risk[],
  sum: Range,
  target: number | undefined,
): Pick<Downtime, 'allowed' | 'left' | 'verdict' | 'because' | 'decisive'> {
  if (target === undefined) return {};
  // Subtraction makes digits up: 1 - 0.9995 is 0.000500000000000056.
  const allowed = (Number((1 - target).toPrecision(12)) * YEAR) / 60;
  const left = mapped(sum, (it) => allowed - it);
  const verdict = verdictOf(sum, allowed);
  const decisive = risks.filter((risk) => decides(risk, sum, allowed)).map(nameOf);
  return {
    allowed,
    left: { value: left.value, low: left.high, high: left.low },
    verdict,
    because: told(verdict, risks, sum, allowed, decisive),
    decisive,
  };
}

/** The id of a row, with the dependency that it comes from. */
function nameOf({ id, of }: Pick<Risk, 'id' | 'of'>): string {
  return of === undefined ? id : `${id} of ${of}`;
}

/** Whether a range of minutes stays within what a target allows. */
export function verdictOf({ low, high }: Range, allowed: number): BudgetVerdict {
  if (high <= allowed) return 'kept';
  return low > allowed ? 'missed' : 'unknown';
}

/** Whether the sum crosses the target where this row alone is at the other end of its range. */
function decides({ minutes }: Risk, { value }: Range, allowed: number): boolean {
  const others = value - minutes.value;
  return value <= allowed ? others + minutes.high > allowed : others + minutes.low <= allowed;
}

function told(verdict: BudgetVerdict, risks: readonly Risk[], sum: Range, allowed: number, decisive: readonly string[]): string {
  const range = `${figure(sum.value)} minutes a year (${figure(sum.low)} to ${figure(sum.high)})`;
  const target = `the ${figure(allowed)} that the target allows`;
  const largest = risks
    .slice(0, 3)
    .map((risk) => `${nameOf(risk)} ${figure(risk.minutes.value)}`)
    .join(', ');
  switch (verdict) {
    case 'kept':
      return `it costs ${range}, within ${target}`;
    case 'missed':
      return `it costs ${range}, more than ${target}; the largest are ${largest}`;
    default: {
      const by = decisive.length > 0 ? `what decides it is ${decisive.slice(0, 3).join(', ')}` : `the largest are ${largest}`;
      return `it costs ${range}, and ${target} lie in that range; ${by}`;
    }
  }
}

/** Minutes with two or three digits that mean something. */
function figure(minutes: number): string {
  if (minutes >= 100) return String(Math.round(minutes));
  return String(Number(minutes.toPrecision(minutes >= 10 ? 3 : 2)));
}
