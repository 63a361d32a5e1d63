import { timesOf } from '../../cluster/defaults';
import { unavailability } from '../../cluster/rate';
import { plannedWorkOf, releasesOf } from '../../cluster/yearly';
import { parseDuration } from '../../manifests/duration';
import { or } from '../probability/series';
import { allRequests, crowdedNodes, mayStop, toSpare } from './crowded-nodes';
import { between, changed, exactly, type Origin, within } from './estimate';
import { originOfRates, ratesUnder } from './rate-sources';
import { originOf } from './rates';
import type { Estimate, Risk } from './risk';
import { eventRisk } from './row';
import type { Situation } from './situation';

/**
 * Maintenance: while a pod is away because its node is drained, one failure less is survived.
 *
 * The chance that too many of the others are down meanwhile is at most (n - 1) q / t, where t more would be too many (Markov's inequality, which asks for no
 * independence); with one to spare that is the sum of their chances.
 */
export function plannedWorkRisks(situation: Situation): readonly Risk[] {
  return [...maintenance(situation), ...replacements(situation)];
}

const NODE_IS_BACK = 'its node is back';

/** Whether the pods of a row are away until their node is back, all of one node for the same time. */
export function waitsForItsNode({ recover }: Risk): boolean {
  return recover?.because === NODE_IS_BACK;
}

/** The least and the most seconds that a drained node is away where nobody says: from a reboot to a slow replacement. */
const ASSUMED_AWAY = [120, 1200] as const;

const planned = exactly(0, { source: 'it is planned', basis: 'default' });

function maintenance(situation: Situation): readonly Risk[] {
  const { topology, pods } = situation;
  const work = plannedWorkOf(topology);
  const { drainsPerYear } = work;
  const origin = originOf(work);
  const events = (count: number, because: string) =>
    within(drainsPerYear * count, origin.basis === 'assumption' ? 2 : 1, {
      ...origin,
      because: `${drainsPerYear} drains of each node x ${because}`,
    });
  const recover = awayFor(situation);
  // A node whose pods wait for it takes all of them along, whatever a budget says: its maintenance goes on, or never ends.
  const stops = mayStop(situation, 'drain one node') || (recover.because === NODE_IS_BACK && mayStop(situation, 'lose one node'));
  if (stops) {
    const { count, because } = crowdedNodes(situation);
    return [
      eventRisk(
        { id: 'planned-work', cause: 'too many pods are away while their node is maintained' },
        { events: events(count, because), share: allRequests((tooMany(situation, 1).low * pods) / count), notice: planned, recover },
      ),
    ];
  }
  return [
    eventRisk(
      { id: 'planned-work', cause: 'too many pods are down while one is away for maintenance' },
      { events: events(pods, `${pods} pods`), share: tooMany(situation, 1), notice: planned, recover },
    ),
  ];
}

/** Rollouts that take a pod away before the new one is ready. */
function replacements(situation: Situation): readonly Risk[] {
  const { topology, pods, member } = situation;
  const { type, unavailable } = member.workload.strategy;
  if (type !== 'rolling' || unavailable === 0) return [];
  const releases = releasesOf(topology);
  const { perYear } = releases;
  const origin = originOf(releases);
  const rounds = Math.ceil(pods / unavailable);
  return [
    eventRisk(
      { id: 'rollout-capacity', cause: `too many pods are down while a release replaces ${unavailable === 1 ? 'one' : unavailable}` },
      {
        events: within(perYear * rounds, origin.basis === 'assumption' ? 2 : 1, {
          ...origin,
          because: `${perYear} releases x ${rounds} rounds`,
        }),
        share: tooMany(situation, Math.min(pods, unavailable)),
        notice: planned,
        recover: startedIn(situation),
      },
    ),
  ];
}

/** The chance that too many others are down while so many are away. */
function tooMany(situation: Situation, away: number): Estimate {
  const { member, pods, rates, topology } = situation;
  const most = toSpare(situation);
  const fatal = most - away + 1;
  if (fatal <= 0)
    return exactly(1, { source: 'the pods needed', basis: 'manifests', because: `${away} away is more than ${most} to spare` });
  const { cluster, grid } = member.setting;
  const zone = Math.max(0, ...cluster.zones.map(({ failure }) => unavailability(failure)));
  const node = Math.max(0, ...cluster.cells.map(({ failure }) => unavailability(failure)));
  const crash = unavailability(cluster.crash);
  const down = or(or(zone, node), crash);
  const value = Math.min(1, ((pods - away) * down) / fatal);
  const factor = Math.max(1, ...[rates.node, rates.zone, rates.crash].map((it) => (it.value > 0 ? it.high / it.value : 1)));
  const { told, ...origin } = originOfRates({ zones: zone, nodes: node, pods: crash }, ratesUnder(grid, topology));
  return between(fatal > 1 ? 0 : value / factor, value, Math.min(1, value * factor), {
    ...origin,
    because: `${pods - away} others, each down for ${shareText(down)} of the time (zone ${shareText(zone)}, node ${shareText(node)}, crash ${shareText(crash)}), / ${fatal} too many; ${told}`,
  });
}

/** A share of the time as it is read, with three digits: `0.0000799`. */
function shareText(share: number): string {
  return String(Number(share.toPrecision(3)));
}

/** A pod that surely moves is away until it has started elsewhere; data stays where it is until the node is back. */
function awayFor({ member, topology }: Situation): Estimate {
  const { workload, outcomes } = member;
  const work = plannedWorkOf(topology);
  const whole = parseDuration(work.away) ?? 0;
  const recovers = outcomes.find(({ event }) => event === 'drain one node')?.recovers;
  const origin = originOf(work);
  const stays = workload.kind === 'DaemonSet' || workload.declared.elasticsearch !== undefined || recovers === 'impossible';
  const isAssumed = origin.basis === 'assumption';
  const [least, most] = isAssumed ? ASSUMED_AWAY : [whole, whole];
  const { late } = member.setting;
  if (stays) return between(least + late, whole + late, most + late, { ...origin, because: NODE_IS_BACK });
  const started = startedIn({ member, topology });
  if (recovers === 'guaranteed') return started;
  return between(Math.min(started.low, least), Math.max(started.value, whole), Math.max(started.high, most), origin);
}

/** Until a pod that is made elsewhere is ready: no sooner than its own probes and hooks let it be. */
function startedIn({ member, topology }: Pick<Situation, 'member' | 'topology'>): Estimate {
  const isAssumed = topology.times?.podStart === undefined;
  const seconds = parseDuration(timesOf(topology).podStart) ?? 0;
  const least = member.workload.startsIn;
  const origin: Origin =
    least > seconds
      ? { source: 'its probes and hooks', basis: 'manifests' }
      : { source: 'times.podStart', basis: isAssumed ? 'assumption' : 'topology' };
  const started = within(seconds, isAssumed ? 3 : 1, origin);
  return changed(started, (it) => Math.max(it, least));
}
