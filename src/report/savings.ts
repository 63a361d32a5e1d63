import type { Saving, ServiceResult } from '../availability';
import { isOver, savingsOfSum } from '../rules';
import { minutes } from './amounts';

/** The changes that the short report names. */
const SHOWN = 2;

/** A change with the minutes that it wins, and where the budget isn't kept whether it would be. */
export function savingText({ won, change, of, atMost, verdict }: Saving, isKept: boolean): string {
  const amount = `${atMost === undefined ? '' : 'up to '}${minutes(won)} minutes a year less${of === 'changes' ? ' of what releases cost' : ''}`;
  return `${amount}: ${change}${atMost === undefined ? '' : ` (${atMost})`}${verdict === 'kept' && !isKept ? '; the budget is kept with it' : ''}`;
}

/** The largest savings of a service, in a line each. Where the budget is a finding they are part of that. */
export function shortSavings(service: ServiceResult): readonly string[] {
  if (isOver(service)) return [];
  return savingsOfSum(service.downtime)
    .slice(0, SHOWN)
    .map(({ change, won, atMost }) => `${atMost === undefined ? '' : 'up to '}${minutes(won)} minutes less: ${change}`);
}
