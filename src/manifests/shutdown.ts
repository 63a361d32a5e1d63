import type { Place } from './place';

/** Seconds of `terminationGracePeriodSeconds` that the API server fills in. */
export const DEFAULT_GRACE_PERIOD = 30;

/**
 * Seconds for which a preStop hook sleeps until nobody sends requests any more: kube-proxy learns of a terminating endpoint within two, a cloud's load balancer
 * within about fifteen.
 */
export const DRAIN_SECONDS = 20;

/** The command by name or path, alone or within a shell command line. */
const sleeping = /(?:^|[\s;&/"'])sleep\s+(\d{1,6})([smh]?)(?:[\s;&"']|$)/;
const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** The seconds that a preStop hook sleeps, where it says so, and where that stands. */
export function sleepOf(hook: Place): { readonly at: Place; readonly seconds?: number } {
  const seconds = hook.at('sleep', 'seconds');
  if (seconds.number() !== undefined) return { at: seconds, seconds: seconds.number() };
  const at = hook.at('exec', 'command');
  const words = at.parts().map(({ value }) => String(value));
  const [, slept, unit = 's'] = sleeping.exec(words.join(' ').slice(0, 2000)) ?? [];
  return { at, ...(slept !== undefined && { seconds: Number(slept) * (units[unit] ?? 1) }) };
}
