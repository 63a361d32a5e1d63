import { sources } from '../../cluster/sources';
import { type Patience, patienceOf, plannedWorkOf } from '../../cluster/yearly';
import type { ObjectIndex } from '../../manifests/object-index';
import { faultDetection, majorOf } from './elasticsearch-settings';
import { between, exactly, type Origin, shorter, total } from './estimate';
import { until } from './losses';
import type { Estimate, Range, Risk } from './risk';
import type { Window } from './routes/route';
import { eventRisk } from './row';
import { waitingRequests, writesOf } from './shards';
import type { Situation } from './situation';
import { connectionEnds } from './tcp';

/** By how much a version that wasn't measured may differ from those that were. */
const UNLIKE = 2;

/** What was measured on three nodes with these versions, by their major ones. With another one that is an assumption, and its range is wider. */
function measured(value: Range, what: string, major: number, versions: Readonly<Record<number, string>>): Estimate {
  const version = versions[major];
  if (version !== undefined)
    return { ...value, ...sources.measurements, source: `measured on three nodes with ${version}`, basis: 'measured', because: what };
  const wider = { value: value.value, low: value.low / UNLIKE, high: value.high * UNLIKE };
  return {
    ...wider,
    ...sources.measurements,
    source: `assumption: as measured on three nodes with ${Object.values(versions).join(' and ')}`,
    basis: 'assumption',
    because: what,
  };
}

/** From seeing that a node is gone until its shards have other primaries: 0.9 s from the disconnect to node-left with 8.19 on three real nodes, 1.0 s with 9.5. */
const promotionAt = (major: number) =>
  measured({ value: 0.9, low: 0.3, high: 2.7 }, 'from the disconnect to node-left', major, { 8: '8.19', 9: '9.5' });

/** A new master from the restart of the old one: writes waited for 1.0 to 2.8 s with 8.19. */
const electionAt = (major: number) =>
  measured({ value: 2, low: 1, high: 3 }, "writes wait while the master's pod restarts", major, { 8: '8.19' });

const alreadyGone = exactly(0, { source: 'the connection is refused at once', basis: 'default' });

/**
 * Elasticsearch's own failover: until it sees that a node is gone, writes to shards with a copy there wait, primary or replica, and so do searches that ask it. Where the
 * elected master was there, the others have to see that first, elect another, and its first publication waits for the lost node too.
 */
export function elasticsearchRisks(situation: Situation, index: ObjectIndex): readonly Risk[] {
  const { member, spares, pods, resource } = situation;
  const { elasticsearch } = member.workload.declared;
  if (!elasticsearch || !spares) return [];
  const detection = faultDetection(resource, index);
  const major = majorOf(resource);
  const promotion = promotionAt(major);
  const tcp = connectionEnds(situation);
  const copies = (elasticsearch.indexReplicas ?? 1) + 1;
  const isMaster = elasticsearch.roles.includes('master');
  const { source } = sources.elasticsearch;
  const origin: Origin = detection.isStated ? { source, basis: 'manifests' } : { ...sources.elasticsearch, basis: 'default' };
  const seen = (seconds: number, what: string): Estimate =>
    shorter(between(seconds / 2, seconds, seconds, { ...origin, because: what }), tcp);
  const waiting = (cause: Pick<Risk, 'id' | 'cause'>, wait: Window, who: 'master' | 'others'): readonly Risk[] => {
    const { back } = situation.rates;
    const window = late(until(Math.max(back.node, back.zone, back.interruption), wait), patienceOf(situation.topology));
    const requests = waitingRequests(situation, { copies, window, losses: who === 'master' ? 'of one' : isMaster ? 'but one' : 'of all' });
    return requests === undefined ? [] : [eventRisk(cause, { ...requests, ...window })];
  };
  const risks = [
    ...waiting(
      { id: 'fault-detection', cause: 'an Elasticsearch node is lost, and the cluster waits for it' },
      { notice: seen(detection.follower, `follower checks: ${detection.follower} s`), recover: promotion },
      'others',
    ),
    ...(isMaster
      ? waiting(
          { id: 'election', cause: 'the elected Elasticsearch master is lost' },
          {
            notice: seen(detection.leader, `leader checks: ${detection.leader} s`),
            recover: electedAfter(detection, tcp, major),
          },
          'master',
        )
      : []),
  ];
  const restarts = restartsOf(situation);
  if (!isMaster || pods < 2 || restarts.value === 0) return risks;
  const handover = late({ notice: alreadyGone, recover: electionAt(major) }, patienceOf(situation.topology));
  return [
    ...risks,
    eventRisk(
      { id: 'mastership', cause: 'the elected Elasticsearch master ends or is restarted, and writes wait for the next one' },
      { events: restarts, share: writesOf(situation), ...handover },
    ),
  ];
}

/**
 * What waits is answered when the wait ends: only requests that would have to wait for longer than people do have failed. Whoever gives up sooner than people, such as a
 * client with a timeout of its own, loses all of them: that is the upper end.
 */
function late({ notice, recover }: Window, { seconds: patience, words }: Patience): Window {
  const sooner = (end: 'value' | 'low', seconds: number) => Math.max(0, notice[end] + recover[end] - seconds);
  const [value, low] = [sooner('value', patience), sooner('low', patience)];
  if (patience === 0) return { notice, recover };
  const because = (of: Estimate) => `${of.because ?? of.source}, less ${words}`;
  // What is taken off comes off the end of the wait.
  const [noticed, least] = [Math.min(notice.value, value), Math.min(notice.low, low)];
  return {
    notice: { ...notice, value: noticed, low: least, because: noticed < notice.value ? because(notice) : notice.because },
    recover: { ...recover, value: value - noticed, low: low - least, because: because(recover) },
  };
}

/** With connections that have ended the lost node is out at once; else the first publication waits for it, and then the follower checks. */
function electedAfter({ leader, publish, follower }: ReturnType<typeof faultDetection>, tcp: Estimate, major: number): Estimate {
  const promotion = promotionAt(major);
  const waits = Math.min(publish + follower, Math.max(0, tcp.value - leader));
  if (tcp.value <= leader) return promotion;
  return {
    ...promotion,
    value: waits + promotion.value,
    low: waits / 2 + promotion.low,
    high: waits + promotion.high,
    because: `a publication that waits ${publish} s for the lost node, ${follower} s of follower checks, and the promotion; node-left came 94 s after the loss with 8.19, 93 s with 9.5`,
  };
}

/** Ends of the master's container, and its restarts in maintenance: of nodes restarted one after the other the master's is met 1 + 1/2 + … + 1/n times. */
function restartsOf({ pods, rates, topology }: Situation): Estimate {
  const { drainsPerYear, source } = plannedWorkOf(topology);
  let met = 0;
  for (let i = 1; i <= pods; i++) met += 1 / i;
  return {
    ...total([rates.crash, between(drainsPerYear, drainsPerYear * met, drainsPerYear * pods, { source, basis: 'assumption' })]),
    source: `${rates.crash.source}; ${source}`,
    basis: 'assumption',
    because: `${rates.crash.value.toPrecision(3)} ends + ${drainsPerYear} rounds of maintenance x ${met.toPrecision(3)}`,
  };
}
