import type { Saving, ServiceResult } from '../availability';
import { savingsOfSum } from '../rules';
import { minutes } from './amounts';

/** The changes that the short report names. */
const SHOWN = 2;

/** A change with the minutes that it wins, and where the budget isn't kept whether it would be. */
export function savingText({ won, change, of, atMost, verdict }: Saving, isKept: boolean): string {
  const amount = `${atMost === undefined ? '' : 'up to '}${minutes(won)} minutes a year less${of === 'changes' ? ' of what releases cost' : ''}`;
  return `${amount}: ${change}${atMost === undefined ? '' : ` (${atMost})`}${verdict === 'kept' && !isKept ? '; the budget is kept with it' : ''}`;
}

/** The largest savings of a service whose budget is kept, in a line each. Those of one that isn't are part of the finding. */
export function shortSavings({ downtime }: ServiceResult): readonly string[] {
  if (downtime.verdict !== undefined && downtime.verdict !== 'kept') return [];
  return savingsOfSum(downtime)
    .slice(0, SHOWN)
    .map(({ change, won, atMost }) => `${atMost === undefined ? '' : 'up to '}${minutes(won)} minutes less: ${change}`);
}
