import { parseShare, plannedWorkOf } from '../../cluster/yearly';
import { idOf } from '../../manifests/identity';
import type { ObjectIndex } from '../../manifests/object-index';
import { faultDetection } from './elasticsearch-settings';
import { between, changed, exactly, shorter, total, within } from './estimate';
import type { Estimate, Risk } from './risk';
import { eventRisk } from './row';
import type { Situation } from './situation';
import { connectionEnds } from './tcp';

/** From seeing that a node is gone until its shards have other primaries: 0.9 s from the disconnect to node-left on three real nodes. */
const promotion = within(0.9, 3, { source: 'measured on three nodes with 8.19: from the disconnect to node-left', basis: 'measured' });

/** A new master from the restart of the old one: writes waited for 1.0 to 2.8 s. */
const election = between(1, 2, 3, {
  source: "measured on three nodes with 8.19: writes wait while the master's pod restarts",
  basis: 'measured',
});

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
  const tcp = connectionEnds(situation);
  const share = shareHit(situation, (elasticsearch.indexReplicas ?? 1) + 1);
  const isMaster = elasticsearch.roles.includes('master');
  const origin = {
    source: 'cluster.fault_detection.*, cluster.publish.timeout',
    basis: detection.isStated ? 'manifests' : 'default',
  } as const;
  const seen = (seconds: number, what: string): Estimate =>
    shorter(between(seconds / 2, seconds, seconds, { ...origin, because: what }), tcp);
  const others = losses(situation, pods - (isMaster ? 1 : 0));
  const risks: Risk[] = [];
  if (others.value > 0)
    risks.push(
      eventRisk(
        { id: 'fault-detection', cause: 'an Elasticsearch node is lost, and the cluster waits for it' },
        { events: others, share, notice: seen(detection.follower, `follower checks: ${detection.follower} s`), recover: promotion },
      ),
    );
  const masters = losses(situation, 1);
  if (isMaster && masters.value > 0)
    risks.push(
      eventRisk(
        { id: 'election', cause: 'the elected Elasticsearch master is lost' },
        {
          events: masters,
          share,
          notice: seen(detection.leader, `leader checks: ${detection.leader} s`),
          recover: electedAfter(detection, tcp, origin.basis),
        },
      ),
    );
  const restarts = restartsOf(situation);
  if (isMaster && pods > 1 && restarts.value > 0)
    risks.push(
      eventRisk(
        { id: 'mastership', cause: 'the elected Elasticsearch master ends or is restarted, and writes wait for the next one' },
        { events: restarts, share: writesOf(situation), notice: alreadyGone, recover: election },
      ),
    );
  return risks;
}

/** With connections that have ended the lost node is out at once; else the first publication waits for it, and then the follower checks. */
function electedAfter({ leader, publish, follower }: ReturnType<typeof faultDetection>, tcp: Estimate, basis: Estimate['basis']): Estimate {
  const waits = Math.min(publish + follower, Math.max(0, tcp.value - leader));
  if (tcp.value <= leader) return promotion;
  return between(waits / 2 + promotion.low, waits + promotion.value, waits + promotion.high, {
    source: 'cluster.publish.timeout and follower checks; measured on three nodes: node-left 94 s after the loss',
    basis,
    because: `a publication that waits ${publish} s for the lost node, ${follower} s of follower checks, and the promotion`,
  });
}

/** Losses a year of so many pods, with their nodes or with their zones. The loss of the only zone leaves nothing to wait. */
function losses({ rates, zones }: Situation, pods: number): Estimate {
  const byNode = changed(rates.node, (it) => it * pods);
  const byZone = changed(rates.zone, (it) => it * (zones > 1 ? pods : 0));
  const [main, other] = byNode.value >= byZone.value ? [byNode, byZone] : [byZone, byNode];
  return {
    ...main,
    ...total([byNode, byZone]),
    source: other.value > 0 && other.source !== main.source ? `${main.source}; ${other.source}` : main.source,
    because: `${counted(pods, 'pod')} x (${rates.node.value.toPrecision(3)} losses of a node + ${zones > 1 ? rates.zone.value.toPrecision(3) : 0} of a zone)`,
  };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
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

/** The share of requests that write. */
function writesOf({ topology, member }: Situation): Estimate {
  const stated = topology.services?.find((it) => idOf(it) === idOf(member.workload))?.writes;
  const share = stated === undefined ? undefined : parseShare(stated);
  if (share !== undefined) return exactly(share, { source: 'writes in the topology', basis: 'topology' });
  return within(0.1, 3, { source: 'assumption: one request of ten writes', basis: 'assumption' });
}

/** Writes to a shard wait for all its copies; a search asks one copy of each shard, and learns to ask another. */
function shareHit(situation: Situation, copies: number): Estimate {
  const { pods } = situation;
  const writes = writesOf(situation);
  const touched = Math.min(1, copies / pods);
  const searches = Math.min(touched, 1 / pods);
  const value = writes.value * touched + (1 - writes.value) * searches;
  return between(writes.low * touched, value, touched, {
    ...writes,
    because: `writes ${writes.value} x ${touched.toPrecision(3)} of the shards, searches ${(1 - writes.value).toPrecision(3)} x ${searches.toPrecision(3)}`,
  });
}
