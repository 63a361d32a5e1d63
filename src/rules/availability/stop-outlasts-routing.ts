import type { Topology } from '../../availability';
import { type Routes, routesOf } from '../../availability/risk/routes/routes';
import { workloadTypes } from '../../availability/workload/workload';
import { timesOf } from '../../cluster/defaults';
import { parseDuration } from '../../manifests/duration';
import { idOf } from '../../manifests/identity';
import type { ObjectIndex } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { DEFAULT_GRACE_PERIOD, sleepOf } from '../../manifests/shutdown';
import type { Rule } from '../rule';

/** Seconds that a process has to end what it has begun. */
const SHUTDOWN = 10;

export const stopOutlastsRouting: Rule = {
  id: 'stop-outlasts-routing',
  severity: 'warning',
  title: 'Pods serve until their load balancer sends them no more requests',
  why: 'A pod that terminates gets requests until its load balancer has heard of it. If its process has closed the port by then, they fail: in each release and in each drain.',
  fix: 'Let a preStop hook sleep for longer than that takes, within terminationGracePeriodSeconds.',
  appliesTo: workloadTypes,
  *check(object, { index, topology }) {
    if (!topology || !object.pod) return;
    const routes = routesIn(index, topology)(idOf(object));
    const { spec } = object.pod;
    const container = servingOf(spec);
    const covered = coveredBy(container?.at('lifecycle', 'preStop'));
    if (!container || covered === undefined) return;
    const lags = lagsOf(routes).filter(({ seconds }) => seconds > covered);
    const [told] = lags;
    if (!told) return;
    const sleep = Math.ceil(Math.max(...lags.map(({ most }) => most)));
    const grace = spec.number('terminationGracePeriodSeconds') ?? DEFAULT_GRACE_PERIOD;
    const needed = sleep + SHUTDOWN;
    yield {
      at: container.at('lifecycle', 'preStop'),
      ...(told.mayRetry ? { severity: 'hint' as const } : {}),
      message: `${told.by} still sends requests to a pod that has ended${told.mayRetry ? ', unless it tries another one' : ''}: ${covered === 0 ? 'nothing delays its end' : `preStop sleeps ${covered} s, which is too short`}`,
      fix: `write preStop: { sleep: { seconds: ${sleep} } }${grace < needed ? ` and terminationGracePeriodSeconds: ${needed}` : ''}`,
    };
  },
};

interface Lag {
  readonly by: string;
  /** Nothing says whether it tries another pod where a connection is refused. */
  readonly mayRetry: boolean;
  /** Seconds for which a pod that ends is still sent requests, as is likely and at most. */
  readonly seconds: number;
  readonly most: number;
}

/**
 * How long the entries take to hear of a pod that ends, first those that surely fail, the slowest of them first. One that tries another pod where a connection is
 * refused loses nothing.
 */
function lagsOf({ outside, entries }: Routes): readonly Lag[] {
  const isLocal = entries.some(({ type, root }) => type === 'Service' && root.text('spec', 'externalTrafficPolicy') === 'Local');
  const lags = outside
    .filter(({ refused }) => refused.value > 0.5)
    .map(({ by, terminating, lost, mayRetry = false }): Lag => {
      // With externalTrafficPolicy Local a node is a target until its health check has failed, though its last pod has ended.
      const { value, high } = isLocal ? lost.notice : terminating;
      return { by, mayRetry, seconds: value, most: high };
    });
  return lags.sort((one, other) => Number(one.mayRetry) - Number(other.mayRetry) || other.seconds - one.seconds);
}

/** The first container that declares ports. */
function servingOf(spec: Place): Place | undefined {
  const containers = spec.items('containers');
  return containers.find((container) => container.items('ports').length > 0) ?? containers[0];
}

/** How long the hook delays the end of a container; undefined where that isn't known. */
function coveredBy(hook: Place | undefined): number | undefined {
  if (!hook?.isThere) return 0;
  return sleepOf(hook).seconds;
}

const known = new WeakMap<ObjectIndex, ReturnType<typeof routesOf>>();

/** How requests reach each workload, found once. */
function routesIn(index: ObjectIndex, topology: Topology): ReturnType<typeof routesOf> {
  const grace = parseDuration(timesOf(topology).nodeMonitorGrace) ?? 0;
  const found = known.get(index) ?? routesOf({ index, topology, cluster: { times: { nodeMonitorGrace: grace } } });
  known.set(index, found);
  return found;
}
