import { between, type Origin } from '../estimate';
import type { Basis, Estimate } from '../risk';
import type { Route } from './route';

/** A load balancer's own check of its targets: seconds, and how many failures in a row take a target out. */
export interface HealthCheck {
  readonly interval: number;
  readonly timeout: number;
  readonly threshold: number;
  readonly source: string;
  /** Where its settings and their defaults can be read. */
  readonly url?: string;
  readonly basis: Basis;
  /** The annotations that set it, in words. @default none does: its defaults count */
  readonly stated?: string;
  /** The least and the most seconds until a silent target is out. @default those that follow from the settings */
  readonly ends?: readonly [least: number, most: number];
}

/** The origin of a figure of a check, with the formula and the annotations that it comes from. */
function originOf({ source, url, basis, stated }: HealthCheck, formula: string): Origin {
  return { source, ...(url === undefined ? {} : { url }), basis, because: stated === undefined ? formula : `${formula}: ${stated}` };
}

/** Until a target that doesn't answer at all is taken out: it may have passed a check just before it was lost. */
export function silentFor(check: HealthCheck): Estimate {
  const { interval, timeout, threshold } = check;
  const longest = interval * threshold + timeout;
  const [least, most] = check.ends ?? [interval * (threshold - 1) + timeout, longest];
  return between(least, longest, most, originOf(check, `${interval} s x ${threshold} + ${timeout} s`));
}

/** The same for one that refuses connections, so that no check has to time out. */
export function refusedFor(check: HealthCheck): Estimate {
  const { interval, threshold } = check;
  const longest = interval * threshold;
  return between(interval * (threshold - 1), longest, longest, originOf(check, `${interval} s x ${threshold}`));
}

/** A target that was found unhealthy gets nothing more. No load balancer was at hand to measure that, so it may take another check. */
export function takenOut({ interval }: HealthCheck): Estimate {
  return between(0, 0, interval, {
    source: 'assumption: a target gets nothing more once its check has failed',
    basis: 'assumption',
    because: 'not measured: at most until another check',
  });
}

/** Nodes as targets of a load balancer: a lost one is found by its check. */
export function nodesChecked(by: string, check: HealthCheck): NonNullable<Route['nodes']> {
  return { by, notice: silentFor(check), recover: takenOut(check) };
}

/** A setting in seconds, as text of an annotation; undefined where it is none. */
export function secondsIn(text: string | undefined): number | undefined {
  const match = /^(\d{1,6}(?:\.\d+)?)(ms|s|m|h)?$/.exec(text?.trim() ?? '');
  if (!match) return undefined;
  return Number(match[1]) * ({ ms: 0.001, s: 1, m: 60, h: 3600 }[match[2] ?? 's'] ?? 1);
}
