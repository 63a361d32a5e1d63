import type { Rate } from '../../cluster/topology';
import { allRequests, crowdedNodes, mayStop } from './crowded-nodes';
import { added, changed, exactly, product, within } from './estimate';
import { isAssumed } from './rates';
import type { Estimate, Risk } from './risk';
import type { Route, Window } from './routes/route';
import { type Cause, eventRisk } from './row';
import { type Situation, shareOfOne } from './situation';

/**
 * What is lost although enough pods are left: requests to pods of a lost node, a lost zone or an ended container, until nobody sends them any more.
 *
 * Events are counted for each pod, and each takes its part of the requests along: whichever pods share a node, the sum is the same.
 */
export function lossRisks(situation: Situation): readonly Risk[] {
  const { route, spares, pods, rates, zones } = situation;
  if (!route) return [];
  const one = shareOfOne(pods);
  const { lost, crashed, failing, refused, by } = route;
  const losses: readonly (Loss & { readonly isThere: boolean })[] = [
    {
      isThere: spares,
      cause: { id: 'node-failover', cause: `a node is lost, and ${by} still sends requests to its pods` },
      events: times(rates.node, pods, `${pods} pods, each on a node of its own`),
      share: failed(one, failing),
      window: until(rates.back.node, lost),
    },
    { isThere: true, ...interruption(situation, route) },
    {
      isThere: spares && zones > 1,
      cause: { id: 'zone-failover', cause: `a zone is lost, and ${by} still sends requests to its pods` },
      events: times(rates.zone, zones, `${zones} zones`),
      share: failed(shareOfZone(zones), failing),
      window: until(rates.back.zone, lost),
    },
    {
      isThere: spares,
      cause: { id: 'container-crash', cause: `a container ends, and ${by} still sends requests to its pod` },
      events: times(rates.crash, pods, `${pods} pods`),
      share: failed(one, refused),
      window: until(rates.back.crash, crashed),
    },
    { isThere: true, ...faults(situation, route) },
    ...entryLosses(situation, route).map((loss) => ({ isThere: true, ...loss })),
  ];
  return losses
    .filter(({ isThere, events }) => isThere && events.value > 0)
    .map(({ cause, events, share, window }) => eventRisk(cause, { events, share, ...window }));
}

/** So many events a year, of which each takes a share of the requests along for a while. */
interface Loss {
  readonly cause: Cause;
  readonly events: Estimate;
  readonly share: Estimate;
  readonly window: Window;
}

/** A pod that readiness doesn't take out: until somebody restarts it, what the entry point does about such pods decides. */
function faults({ pods, rates, topology }: Situation, { by, faulty }: Route): Loss {
  const one = shareOfOne(pods);
  const rate = topology.pods?.fault ?? 'never';
  return {
    cause: { id: 'pod-fault', cause: `a pod is ready and fails its requests, and ${by} still sends it some` },
    events: times(rates.fault, pods, `${pods} pods`),
    share: faulty ? failed(one, faulty) : one,
    window: {
      notice: exactly(0, { source: 'mttr counts from the first failure', basis: 'default' }),
      recover: repairOf(rate, rates.back.fault, 'mttr of the fault'),
    },
  };
}

/** A node that is back before its pods are given up. Capacity doesn't count it, so where too few pods are left without it, it is an outage for all. */
function interruption(situation: Situation, { by, lost, failing }: Route): Loss {
  const { spares, pods, rates } = situation;
  const back = rates.back.interruption;
  if (spares && !mayStop(situation, 'lose one node')) {
    const cause = `a node reboots, hangs or is cut off for a while, and ${by} still sends requests to its pods`;
    const events = times(rates.interruption, pods, `${pods} pods, each on a node of its own`);
    return { cause: { id: 'node-interruption', cause }, events, share: failed(shareOfOne(pods), failing), window: until(back, lost) };
  }
  const { count, because } = crowdedNodes(situation);
  const spread = spares && back > 0 ? (failing.low * Math.min(1, (lost.notice.low + lost.recover.low) / back)) / count : 1;
  return {
    cause: { id: 'node-interruption', cause: 'a node reboots, hangs or is cut off for a while, and too few pods are left' },
    events: times(rates.interruption, count, because),
    share: allRequests(spread),
    window: {
      notice: exactly(0, { source: 'nobody has to notice it', basis: 'default' }),
      recover: backAfter(situation),
    },
  };
}

/** How long an interrupted node is away: half or twice as long where that is an assumption. */
function backAfter({ rates, topology }: Situation): Estimate {
  return repairOf(topology.nodes?.interruption ?? 'never', rates.back.interruption, 'mttr of the interruption');
}

function repairOf(rate: Rate, seconds: number, because: string): Estimate {
  const source = rate === 'never' ? 'never' : (rate.mttrSource ?? rate.source);
  return isAssumed(source)
    ? within(seconds, 2, { source, basis: 'assumption', because })
    : exactly(seconds, { source, basis: 'topology', because });
}

/** What a load balancer in front goes on with: requests to a lost node, whether it carries a pod or not, and addresses in a lost zone. */
function entryLosses({ member, rates }: Situation, { nodes: target, addresses }: Route): readonly Loss[] {
  const { cells, zones } = member.setting.cluster;
  const nodes = cells.reduce((sum, cell) => sum + cell.nodes, 0);
  const found: Loss[] = [];
  if (target && nodes > 1)
    found.push({
      cause: { id: 'entry-health-check', cause: `a node is lost, and ${target.by} still sends requests to it` },
      events: added([times(rates.node, nodes, `${nodes} lost nodes`), times(rates.interruption, nodes, `${nodes} interrupted nodes`)]),
      share: { ...shareOfOne(nodes), because: `1 of ${nodes} nodes` },
      window: until(rates.back.node, target),
    });
  if (addresses && zones.length > 1)
    found.push({
      cause: { id: 'entry-address', cause: `a zone is lost, and DNS still answers with the address that ${addresses.by} has there` },
      events: times(rates.zone, zones.length, `${zones.length} zones`),
      share: failed(shareOfZone(zones.length), addresses.failing),
      window: until(rates.back.zone, addresses),
    });
  return found;
}

/** A node that is back sooner answers again: nothing is lost from then on. */
export function until(back: number, { notice, recover }: Window): Window {
  if (notice.high + recover.high <= back) return { notice, recover };
  const whole = (end: 'value' | 'low' | 'high') => Math.min(back, notice[end] + recover[end]);
  return {
    notice: { ...notice, value: whole('value'), low: whole('low'), high: whole('high') },
    recover: { ...recover, value: 0, low: 0, high: 0 },
  };
}

function times(rate: Estimate, count: number, because: string): Estimate {
  return changed(rate, (it) => it * count, `${because} x ${rate.because ?? rate.value.toPrecision(4)}`);
}

function shareOfZone(zones: number): Estimate {
  return { ...shareOfOne(zones), because: `1 of ${zones} zones, on average over them` };
}

/** The share of requests that meet a dead pod and aren't saved by a retry. */
function failed(share: Estimate, failing: Estimate): Estimate {
  if (failing.value === 1 && failing.low === 1) return { ...share, because: `${share.because}; ${failing.because ?? failing.source}` };
  return { ...failing, ...product(share, failing), because: `${share.because} x ${failing.value.toPrecision(3)}: ${failing.because}` };
}
