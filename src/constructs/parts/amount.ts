import type { Duration, Size } from 'cdk8s';
import type { Cpu } from 'cdk8s-plus-27';
import type { IConstruct } from 'constructs';
import { bytes, parseQuantity } from '../../manifests/quantity';
import { refuse } from './refuse';
import { shown } from './shown';

/** The bytes of a size, undefined for what is not a size: who writes JavaScript, or casts, has no types. */
export function bytesOf(size: Size): number | undefined {
  return typeof size?.asString === 'function' ? bytes(size.asString()) : undefined;
}

/** The thousandths of a processor, undefined for what is not a Cpu. */
export function millicoresOf(cpu: Cpu): number | undefined {
  const cores = typeof cpu?.amount === 'string' ? parseQuantity(cpu.amount) : undefined;
  // Kubernetes has nothing finer; the product of 0.29 and 1000 isn't exact.
  return cores === undefined ? undefined : Number((cores * 1000).toPrecision(12));
}

/** The seconds of a time, undefined for what is not a Duration. */
export function secondsOf(time: Duration): number | undefined {
  const seconds = typeof time?.toSeconds === 'function' ? time.toSeconds({ integral: false }) : undefined;
  return seconds !== undefined && Number.isFinite(seconds) ? seconds : undefined;
}

/** Refuses a size below the least, and what is not a size. It says whether the size can be used. */
export function requireSize(construct: IConstruct, setting: string, size: Size, least: string): boolean {
  const found = bytesOf(size);
  if (found === undefined) {
    const message = `must be a Size, got ${shown(size)}`;
    refuse(construct, { setting, message, fix: 'write for example Size.gibibytes(2), with Size from cdk8s' });
    return false;
  }
  if (found >= (bytes(least) ?? 0)) return true;
  refuse(construct, { setting, message: `must be ${least} or more, got ${shown(size)}`, fix: 'write a larger Size' });
  return false;
}
