import { type Duration, type Size, SizeRoundingBehavior } from 'cdk8s';
import { parseQuantity } from '../../manifests/quantity';
import { RefusedError } from './refuse';

function number(quantity: string): number {
  const value = parseQuantity(quantity);
  if (value === undefined) throw new RefusedError(`'${quantity}' is no Kubernetes quantity; write for example 500m, 2 or 512Mi`);
  return value;
}

/** The bytes of a quantity such as `512Mi`. @throws where it is none */
export const bytes = number;

/** The processors of a quantity such as `500m`. @throws where it is none */
export const cores = number;

/** A time in seconds, for what takes no fraction of one: the next whole number, since a little longer is what was asked for and a little shorter isn't. */
export function wholeSeconds(time: Duration): number {
  return Math.ceil(time.toSeconds({ integral: false }));
}

/** A size in mebibytes, for what takes no fraction of one: the next whole number. */
export function wholeMebibytes(size: Size): number {
  return Math.ceil(size.toMebibytes({ rounding: SizeRoundingBehavior.NONE }));
}
