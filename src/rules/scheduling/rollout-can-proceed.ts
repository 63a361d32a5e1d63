import { countOf } from '../../manifests/percentage';
import type { Rule } from '../rule';

export const rolloutCanProceed: Rule = {
  id: 'rollout-can-proceed',
  severity: 'error',
  title: 'A rolling update may add a pod or take one away; that of a DaemonSet does one of the two',
  why: 'The API server refuses the object.',
  fix: 'Let maxSurge or maxUnavailable be at least 1, and the other of a DaemonSet be 0.',
  appliesTo: ['Deployment.apps', 'DaemonSet.apps'],
  *check({ root, type }) {
    const deploys = type === 'Deployment.apps';
    const update = root.at('spec', deploys ? 'strategy' : 'updateStrategy', 'rollingUpdate');
    const surge = update.at('maxSurge');
    const unavailable = update.at('maxUnavailable');
    const isZero = (value: unknown) => value !== undefined && countOf(value, 100, 'up') === 0;
    // A Deployment's defaults are 25 % and 25 %, a DaemonSet's 0 and 1.
    const noSurge = isZero(surge.value) || (!deploys && !surge.isThere);
    if (isZero(unavailable.value) && noSurge)
      yield {
        at: unavailable,
        message: 'maxSurge and maxUnavailable are both 0, so that no pod can be replaced',
        fix: 'set one of them to 1',
      };
    else if (!deploys && !noSurge && !isZero(unavailable.value))
      yield {
        at: surge,
        message: `maxSurge is ${surge.value} and maxUnavailable ${unavailable.value ?? '1, its default'}: a DaemonSet has one of them`,
        fix: 'set maxUnavailable to 0, or leave maxSurge out',
      };
  },
};
