import { type Duration, type Size, SizeRoundingBehavior } from 'cdk8s';

/** A duration in whole seconds, rounded up: slightly longer is acceptable, shorter isn't. */
export function wholeSeconds(time: Duration): number {
  return Math.ceil(time.toSeconds({ integral: false }));
}

/** A size in whole mebibytes, rounded up. */
export function wholeMebibytes(size: Size): number {
  return Math.ceil(size.toMebibytes({ rounding: SizeRoundingBehavior.NONE }));
}
