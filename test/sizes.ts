/** How many cases a test takes; with LONG=1, as in `.ci/nightly`, more. The first ones are the same. */
export const sized = (short: number, long: number): number => (process.env['LONG'] ? long : short);
