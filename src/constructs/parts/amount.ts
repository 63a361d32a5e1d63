import type { Duration, Size } from 'cdk8s';
import type { Cpu } from 'cdk8s-plus-27';
import type { IConstruct } from 'constructs';
import { bytes, parseQuantity } from '../../manifests/quantity';
import { refuse } from './refuse';
import { shown } from './shown';

/** A size in bytes, undefined for a value that isn't a Size: JavaScript and casts bypass the types. */
export function bytesOf(size: Size): number | undefined {
  return typeof size?.asString === 'function' ? bytes(size.asString()) : undefined;
}

/** A Cpu in millicores, undefined for a value that isn't a Cpu. */
export function millicoresOf(cpu: Cpu): number | undefined {
  const cores = typeof cpu?.amount === 'string' ? parseQuantity(cpu.amount) : undefined;
  // A millicore is the finest unit of Kubernetes. The product of 0.29 and 1000 isn't exact.
  return cores === undefined ? undefined : Number((cores * 1000).toPrecision(12));
}

/** A Duration in seconds, undefined for a value that isn't a Duration. */
export function secondsOf(time: Duration): number | undefined {
  const seconds = typeof time?.toSeconds === 'function' ? time.toSeconds({ integral: false }) : undefined;
  return seconds !== undefined && Number.isFinite(seconds) ? seconds : undefined;
}

/** Refuses a size below the minimum, and a value that isn't a Size. Returns whether the size is usable. */
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
