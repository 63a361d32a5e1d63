import { between } from '../estimate';
import type { Basis, Estimate } from '../risk';
import type { Window } from './route';

/** A load balancer's own check of its targets: seconds, and how many failures in a row take a target out. */
export interface HealthCheck {
  readonly interval: number;
  readonly timeout: number;
  readonly threshold: number;
  readonly source: string;
  readonly basis: Basis;
}

/** Until a target that doesn't answer at all is taken out: it may have passed a check just before it was lost. */
export function silentFor({ interval, timeout, threshold, source, basis }: HealthCheck): Estimate {
  const longest = interval * threshold + timeout;
  return between(interval * (threshold - 1) + timeout, longest, longest, {
    source,
    basis,
    because: `${interval} s x ${threshold} + ${timeout} s`,
  });
}

/** The same for one that refuses connections, so that no check has to time out. */
export function refusedFor({ interval, threshold, source, basis }: HealthCheck): Estimate {
  const longest = interval * threshold;
  return between(interval * (threshold - 1), longest, longest, { source, basis, because: `${interval} s x ${threshold}` });
}

/** A target that was found unhealthy gets nothing more. */
export const atOnce = between(0, 0, 0, { source: 'an unhealthy target gets no new requests', basis: 'default' });

/** Nodes as targets: a lost one is found by the check. */
export function nodesChecked(check: HealthCheck): Window {
  return { notice: silentFor(check), recover: atOnce };
}

/** A setting in seconds, as text of an annotation; undefined where it is none. */
export function secondsIn(text: string | undefined): number | undefined {
  const match = /^(\d{1,6}(?:\.\d+)?)(ms|s|m|h)?$/.exec(text?.trim() ?? '');
  if (!match) return undefined;
  return Number(match[1]) * ({ ms: 0.001, s: 1, m: 60, h: 3600 }[match[2] ?? 's'] ?? 1);
}
