import { countOf } from '../../manifests/percentage';
import type { RefusalRule } from '../rule';

export const rolloutCanProceed: RefusalRule = {
  id: 'rollout-can-proceed',
  severity: 'error',
  title: 'A rolling update can surge or make a pod unavailable; a DaemonSet does only one of the two',
  why: 'The API server rejects the object.',
  fix: 'Set maxSurge or maxUnavailable to at least 1; in a DaemonSet, set the other to 0.',
  isRefusal: true,
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
        message: 'maxUnavailable may not be 0 when maxSurge is 0: no pod could be replaced',
        fix: 'set one of them to 1',
      };
    else if (!deploys && !noSurge && !isZero(unavailable.value))
      yield {
        at: surge,
        message: `maxSurge may not be set when maxUnavailable is ${unavailable.value ?? '1, its default'}`,
        fix: 'set maxUnavailable to 0, or remove maxSurge',
      };
  },
};
