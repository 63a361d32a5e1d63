import { changed, product } from './estimate';
import type { Estimate, Risk } from './risk';
import type { Window } from './routes/route';
import { eventRisk } from './row';
import { type Situation, shareOfOne } from './situation';

/**
 * What is lost although enough pods are left: requests to pods of a lost node, a lost zone or an ended container, until nobody sends them any more.
 *
 * Events are counted for each pod, and each takes its part of the requests along: whichever pods share a node, the sum is the same.
 */
export function lossRisks(situation: Situation): readonly Risk[] {
  const { route, spares, pods, rates, zones } = situation;
  if (!route) return [];
  const risks: Risk[] = [];
  const one = shareOfOne(pods);
  const failing = failed(one, route.failing);
  const { lost, crashed, by } = route;
  if (spares && rates.node.value > 0) {
    const events = times(rates.node, pods, `${pods} pods, each on a node of its own`);
    risks.push(
      eventRisk(
        { id: 'node-failover', cause: `a node is lost, and ${by} still sends requests to its pods` },
        { events, share: failing, ...until(rates.back.node, lost) },
      ),
    );
  }
  if (spares && zones > 1 && rates.zone.value > 0) {
    const events = times(rates.zone, zones, `${zones} zones`);
    const share = failed(shareOfZone(zones), route.failing);
    risks.push(
      eventRisk(
        { id: 'zone-failover', cause: `a zone is lost, and ${by} still sends requests to its pods` },
        { events, share, ...until(rates.back.zone, lost) },
      ),
    );
  }
  if (spares && rates.crash.value > 0) {
    const events = times(rates.crash, pods, `${pods} pods`);
    risks.push(
      eventRisk(
        { id: 'container-crash', cause: `a container ends, and ${by} still sends requests to its pod` },
        { events, share: failed(one, route.refused), ...until(rates.back.crash, crashed) },
      ),
    );
  }
  return [...risks, ...targetRisks(situation)];
}

/** A load balancer whose targets are nodes sends requests to a lost one, whether it carries a pod or not. */
function targetRisks({ route, member, rates }: Situation): readonly Risk[] {
  const nodes = member.setting.cluster.cells.reduce((sum, cell) => sum + cell.nodes, 0);
  if (!route?.nodes || nodes < 2 || rates.node.value === 0) return [];
  const events = times(rates.node, nodes, `${nodes} nodes`);
  const share: Estimate = { ...shareOfOne(nodes), because: `1 of ${nodes} nodes` };
  return [
    eventRisk(
      { id: 'entry-health-check', cause: `a node is lost, and ${route.by} still sends requests to it` },
      { events, share, ...until(rates.back.node, route.nodes) },
    ),
  ];
}

/** A node that is back sooner answers again: nothing is lost from then on. */
function until(back: number, { notice, recover }: Window): Window {
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
