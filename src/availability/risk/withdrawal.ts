import { timesOf } from '../../cluster/defaults';
import { plannedWorkOf, releasesOf } from '../../cluster/yearly';
import { parseDuration } from '../../manifests/duration';
import type { Place } from '../../manifests/place';
import { DEFAULT_GRACE_PERIOD, sleepOf } from '../../manifests/shutdown';
import { between, exactly, type Origin, within } from './estimate';
import { originOf } from './rates';
import type { Estimate, Risk } from './risk';
import { eventRisk } from './row';
import { type Situation, shareOfOne } from './situation';

const none = exactly(0, { source: 'nothing has to be noticed', basis: 'default' });

/**
 * Pods that end as planned, in rollouts and drains: requests are sent to them until everybody has heard of it. A preStop hook that sleeps longer covers that; what ends
 * sooner refuses requests for the rest of the time.
 */
export function withdrawalRisks(situation: Situation): readonly Risk[] {
  const { route, member, pods, topology } = situation;
  if (!route) return [];
  const releases = releasesOf(topology);
  const work = plannedWorkOf(topology);
  const recover = uncovered(situation, route.terminating);
  const share = shareOfOne(pods);
  const rolls = countOf(releases.perYear * pods, originOf(releases), `${releases.perYear} releases x ${pods} pods`);
  const drains = countOf(work.drainsPerYear * pods, originOf(work), `${work.drainsPerYear} drains of each node x ${pods} pods`);
  const replaced: Risk =
    member.workload.strategy.type === 'recreate'
      ? recreation(situation, releases.perYear, originOf(releases))
      : eventRisk(
          { id: 'rollout', cause: `a release replaces a pod, and ${route.by} still sends it requests` },
          { events: rolls, share, notice: none, recover },
        );
  const drained = eventRisk(
    { id: 'drain', cause: `a drain evicts a pod, and ${route.by} still sends it requests` },
    { events: drains, share, notice: none, recover },
  );
  return [replaced, drained, ...unready(situation, releases.perYear + work.drainsPerYear)];
}

/** All pods go before the new ones come. */
function recreation(situation: Situation, releases: number, origin: Origin): Risk {
  return eventRisk(
    { id: 'rollout', cause: 'a release stops all pods before it starts new ones' },
    {
      events: countOf(releases, origin, `${releases} releases`),
      share: exactly(1, { source: 'strategy Recreate', basis: 'manifests' }),
      notice: none,
      recover: started(situation, 1),
    },
  );
}

/** Without a readiness probe a pod gets requests as soon as its container runs. */
function unready(situation: Situation, perYear: number): readonly Risk[] {
  const { resource, pods, rates } = situation;
  if (servingContainers(resource.pod.spec).some((container) => container.at('readinessProbe').isThere)) return [];
  const count = perYear * pods;
  const crashes = rates.crash.value * pods;
  return [
    eventRisk(
      { id: 'no-readiness-probe', cause: 'a pod that starts is sent requests before it listens, as no readiness probe holds them back' },
      {
        events: between(count / 3 + rates.crash.low * pods, count + crashes, count * 3 + rates.crash.high * pods, {
          source: 'releases, drains and crashes',
          basis: 'assumption',
          because: `${perYear} releases and drains x ${pods} pods + ${crashes.toPrecision(3)} crashes`,
        }),
        share: shareOfOne(pods),
        notice: none,
        recover: started(situation, 3),
      },
    ),
  ];
}

function started({ topology }: Situation, factor: number): Estimate {
  const { podStart } = timesOf(topology);
  const seconds = parseDuration(podStart) ?? 0;
  return within(seconds, factor, { source: 'times.podStart', basis: topology.times?.podStart === undefined ? 'assumption' : 'topology' });
}

function countOf(events: number, origin: Origin, because: string): Estimate {
  return within(events, origin.basis === 'assumption' ? 2 : 1, { ...origin, because });
}

/** What of the time in which requests still come is left when the preStop hook has ended. */
function uncovered({ resource }: Situation, terminating: Estimate): Estimate {
  const hooks = servingContainers(resource.pod.spec).map((container) => container.at('lifecycle', 'preStop'));
  const sleeps = hooks.map((hook) => (hook.isThere ? (sleepOf(hook).seconds ?? Number.NaN) : 0));
  if (sleeps.some(Number.isNaN))
    return between(0, terminating.value, terminating.high, {
      ...terminating,
      because: 'how long the preStop hook takes is not known: it may cover all of that, or nothing',
    });
  // The kubelet ends a hook that outlasts the grace period.
  const grace = resource.pod.spec.number('terminationGracePeriodSeconds') ?? DEFAULT_GRACE_PERIOD;
  const covered = Math.min(grace, ...sleeps);
  const left = (seconds: number) => Math.max(0, seconds - covered);
  const because = `${terminating.value} s until nobody sends requests, ${covered} s of preStop`;
  return between(left(terminating.low), left(terminating.value), left(terminating.high), { ...terminating, because });
}

/** Those that declare ports; of a pod that declares none, all. */
function servingContainers(spec: Place): readonly Place[] {
  const containers = spec.items('containers');
  const serving = containers.filter((container) => container.items('ports').length > 0);
  return serving.length > 0 ? serving : containers;
}
