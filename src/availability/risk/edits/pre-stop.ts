import { DEFAULT_GRACE_PERIOD, DRAIN_SECONDS } from '../../../manifests/shutdown';
import type { Draft } from '../../advice/drafts';
import { edited, type Lever, objectOf, objectsOf } from './edit';

function podSpecOf(draft: Draft): Draft | undefined {
  return objectOf(objectOf(objectOf(draft['spec'])?.['template'])?.['spec']);
}

/** Hooks that sleep for as long already stay as they are; the grace period leaves as much time afterwards as the default does. */
function longerPreStop(draft: Draft): boolean {
  const spec = podSpecOf(draft);
  const short = objectsOf(spec?.['containers']).filter((container) => !(sleepOf(container) >= DRAIN_SECONDS));
  if (spec === undefined || short.length === 0) return false;
  for (const container of short)
    container['lifecycle'] = { ...objectOf(container['lifecycle']), preStop: { sleep: { seconds: DRAIN_SECONDS } } };
  const stated = spec['terminationGracePeriodSeconds'];
  const grace = typeof stated === 'number' ? stated : DEFAULT_GRACE_PERIOD;
  spec['terminationGracePeriodSeconds'] = Math.max(grace, DRAIN_SECONDS + DEFAULT_GRACE_PERIOD);
  return true;
}

function sleepOf(container: Draft): number {
  return Number(objectOf(objectOf(objectOf(container['lifecycle'])?.['preStop'])?.['sleep'])?.['seconds']);
}

/** Requests that are still sent to a pod that ends are served. */
export const preStopHooks: Lever = {
  name: 'longer preStop hooks',
  edits: [
    {
      change: `let preStop hooks sleep ${DRAIN_SECONDS} s, and give pods ${DRAIN_SECONDS + DEFAULT_GRACE_PERIOD} s to end`,
      idle: 'they sleep already until nobody sends requests any more',
      apply: edited((draft) => podSpecOf(draft) !== undefined, longerPreStop),
    },
  ],
  otherwise: `all of them sleep ${DRAIN_SECONDS} s already`,
};
