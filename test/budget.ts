const BUDGETS = ['sample', 'full', 'long'] as const;

/**
 * How many of the cases of its random and exhaustive properties a run takes: a sample, as `npm test` does; all, as `npm run test:full` and `.ci/run` do; or of
 * some properties still more, as `.ci/nightly` does. The cases are the same on every machine, and a smaller budget takes the first ones of a larger.
 *
 * @default 'sample'
 */
const budget = process.env['NINES_TESTS'] ?? 'sample';
if (!BUDGETS.some((known) => known === budget)) throw new Error(`NINES_TESTS must be ${BUDGETS.join(', ')}, got '${budget}'`);

/** A sample is one case in so many. */
const ONE_IN = 10;

/** How many random cases a property takes. @param long in a long run; @default full */
export function runs(full: number, long = full): number {
  if (budget === 'long') return long;
  return budget === 'full' ? full : Math.max(Math.ceil(full / ONE_IN), Math.min(full, 3));
}

/** Which cases of an exhaustive property a run takes: of a sample, one in so many, from the first. */
export function chosen<T>(all: readonly T[], oneIn = ONE_IN): readonly T[] {
  return budget === 'sample' ? all.filter((_, index) => index % oneIn === 0) : all;
}

/** What a sample takes in place of all: one of several ways to the same result, or a compiler that says the same sooner. */
export function sampled<T>(sample: T, all: T): T {
  return budget === 'sample' ? sample : all;
}
