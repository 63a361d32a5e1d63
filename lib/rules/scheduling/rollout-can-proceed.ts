import { countOf } from '../../availability/percentage';
import type { Rule } from '../rule';

export const rolloutCanProceed: Rule = {
  id: 'rollout-can-proceed',
  title: 'A rolling update may add a pod or take one away',
  why: 'The API server refuses the object: the update could never begin.',
  fix: 'Let maxSurge or maxUnavailable be at least 1.',
  appliesTo: ['Deployment.apps', 'DaemonSet.apps'],
  *check({ root, type }) {
    const deploys = type === 'Deployment.apps';
    const update = root.at('spec', deploys ? 'strategy' : 'updateStrategy', 'rollingUpdate');
    const surge = update.at('maxSurge');
    const unavailable = update.at('maxUnavailable');
    const isZero = (value: unknown) => value !== undefined && countOf(value, 100, 'up') === 0;
    // A Deployment's defaults are 25 % and 25 %, a DaemonSet's 0 and 1.
    const stuck = isZero(unavailable.value) && (isZero(surge.value) || (!deploys && !surge.isThere));
    if (stuck)
      yield {
        at: unavailable,
        message: 'maxSurge and maxUnavailable are both 0, so that no pod can be replaced',
        fix: 'set one of them to 1',
      };
  },
};
