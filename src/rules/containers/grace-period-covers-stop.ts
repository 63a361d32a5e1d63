import type { Place } from '../../manifests/place';
import { podMakers } from '../../manifests/pod';
import type { Rule } from '../rule';

/** The API server's default. */
const defaultGracePeriod = 30;

/** The command by name or path, alone or within a shell command line. */
const sleeping = /(?:^|[\s;&/"'])sleep\s+(\d{1,6})([smh]?)(?:[\s;&"']|$)/;
const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

export const gracePeriodCoversStop: Rule = {
  id: 'grace-period-covers-stop',
  severity: 'warning',
  title: 'The grace period is longer than the preStop hook',
  why: 'The grace period includes the hook. If the hook uses it up, the process is killed before it can shut down, and requests are lost.',
  fix: 'Set terminationGracePeriodSeconds to the sleep plus the time that the process needs to shut down.',
  appliesTo: podMakers,
  *check({ pod }) {
    const period = pod?.spec.number('terminationGracePeriodSeconds') ?? defaultGracePeriod;
    for (const container of pod?.containers ?? []) {
      const { at, seconds } = sleepOf(container.at('lifecycle', 'preStop'));
      if (seconds === undefined || seconds < period) continue;
      const fix = `set terminationGracePeriodSeconds to ${seconds} plus the time that the process needs to shut down`;
      yield { at, message: `preStop sleeps ${seconds} s, and the grace period is ${period} s`, fix };
    }
  },
};

function sleepOf(hook: Place): { readonly at: Place; readonly seconds?: number } {
  const seconds = hook.at('sleep', 'seconds');
  if (seconds.number() !== undefined) return { at: seconds, seconds: seconds.number() };
  const at = hook.at('exec', 'command');
  const words = at.parts().map(({ value }) => String(value));
  const [, slept, unit = 's'] = sleeping.exec(words.join(' ').slice(0, 2000)) ?? [];
  return { at, ...(slept !== undefined && { seconds: Number(slept) * (units[unit] ?? 1) }) };
}
