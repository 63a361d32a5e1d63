import { podMakers } from '../../manifests/pod';
import { DEFAULT_GRACE_PERIOD, sleepOf } from '../../manifests/shutdown';
import type { Rule } from '../rule';

export const gracePeriodCoversStop: Rule = {
  id: 'grace-period-covers-stop',
  severity: 'warning',
  title: 'The grace period is longer than the preStop hook',
  why: 'The grace period includes the hook. If the hook uses it up, the process is killed before it can shut down, and requests are lost.',
  fix: 'Set terminationGracePeriodSeconds to the sleep plus the time that the process needs to shut down.',
  appliesTo: podMakers,
  *check({ pod }) {
    const period = pod?.spec.number('terminationGracePeriodSeconds') ?? DEFAULT_GRACE_PERIOD;
    for (const container of pod?.containers ?? []) {
      const { at, seconds } = sleepOf(container.at('lifecycle', 'preStop'));
      if (seconds === undefined || seconds < period) continue;
      const fix = `set terminationGracePeriodSeconds to ${seconds} plus the time that the process needs to shut down`;
      yield { at, message: `preStop sleeps ${seconds} s, and the grace period is ${period} s`, fix };
    }
  },
};
