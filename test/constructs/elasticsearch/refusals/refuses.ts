import { PREFIX, refusalOf } from '../cluster';

/** What is wrong, the props that have it, and what is said about it. */
export type Row = readonly [what: string, change: Record<string, unknown>, problem: string];

/** Defines a test for each row: a cluster of three masters with those props is refused with exactly that. */
export function refuses(rows: readonly Row[]): void {
  test.each(rows)('refuses %s', (_, change, problem) => {
    expect(refusalOf(change)).toBe(PREFIX + problem);
  });
}
