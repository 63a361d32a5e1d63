import { type Duration, type Size, SizeRoundingBehavior } from 'cdk8s';

/** A time in seconds, for what takes no fraction of one: the next whole number, since a little longer is what was asked for and a little shorter isn't. */
export function wholeSeconds(time: Duration): number {
  return Math.ceil(time.toSeconds({ integral: false }));
}

/** A size in mebibytes, for what takes no fraction of one: the next whole number. */
export function wholeMebibytes(size: Size): number {
  return Math.ceil(size.toMebibytes({ rounding: SizeRoundingBehavior.NONE }));
}
