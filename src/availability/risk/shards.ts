import { parseShare } from '../../cluster/yearly';
import { idOf } from '../../manifests/identity';
import { changed, exactly, together, within } from './estimate';
import { until } from './losses';
import type { Estimate, Risk } from './risk';
import type { Window } from './routes/route';
import type { Situation } from './situation';

/** What is lost at once with the copies on it, and how often. */
interface Domain {
  readonly name: 'node' | 'zone';
  /** What happens to it. */
  readonly event: 'lost' | 'interrupted';
  /** Losses of one of them, a year. */
  readonly rate: Estimate;
  readonly count: number;
  /** Seconds until a lost one is back. */
  readonly back: number;
}

/** Which losses are meant: those of the elected master, those of all others, or all. */
type Losses = 'of one' | 'but one' | 'of all';

/**
 * The losses that make requests wait, and the share of requests that wait in each; undefined where nothing is lost.
 *
 * A zone holds the copies of all nodes in it, and is lost once: what a node is to a shard where nothing fails but nodes, a zone is where nothing fails but zones.
 */
export function waitingRequests(
  situation: Situation,
  { copies, window, losses }: { readonly copies: number; readonly window: Window; readonly losses: Losses },
): Pick<Risk & { readonly events: Estimate }, 'events' | 'share'> | undefined {
  const parts = domainsOf(situation).flatMap((domain) => {
    const lost = { 'of one': 1, 'but one': domain.count - 1, 'of all': domain.count }[losses];
    if (lost === 0 || domain.rate.value === 0) return [];
    return [
      {
        events: changed(domain.rate, (it) => it * lost, inWords(domain, lost)),
        share: shareHit(situation, domain, { copies, window, isMaster: losses === 'of one' }),
      },
    ];
  });
  return parts.length === 0 ? undefined : together(parts);
}

/** `2 lost nodes x 2.80`. */
function inWords({ name, event, rate }: Domain, count: number): string {
  return `${count} ${event} ${name}${count === 1 ? '' : 's'} x ${rate.value.toPrecision(3)}`;
}

/** The nodes with a pod each, and the zones. The loss of the only zone leaves nothing to wait. */
function domainsOf({ rates, pods, zones }: Situation): readonly Domain[] {
  const { back } = rates;
  return [
    { name: 'node', event: 'lost', rate: rates.node, count: pods, back: back.node },
    { name: 'node', event: 'interrupted', rate: rates.interruption, count: pods, back: back.interruption },
    ...(zones > 1 ? [{ name: 'zone' as const, event: 'lost' as const, rate: rates.zone, count: zones, back: back.zone }] : []),
  ];
}

/** What decides which requests wait. */
interface Waiting {
  readonly copies: number;
  readonly window: Window;
  /** Whether the elected master is what was lost. */
  readonly isMaster: boolean;
}

/**
 * Writes to a shard wait for all its copies; a search asks one copy of each shard, and learns to ask another. Where the master is lost all writes wait, as they did on real
 * nodes (docs/measurements.md); at the least those to shards with a copy on the lost node do.
 */
function shareHit(situation: Situation, domain: Domain, { copies, window, isMaster }: Waiting): Estimate {
  const { name, count } = domain;
  const writes = writesOf(situation);
  const touched = Math.min(1, copies / count);
  const written = isMaster ? 1 : touched;
  const searches = Math.min(touched, 1 / count);
  const elsewhere = arriving(situation, domain, window);
  const value = writes.value * written + (1 - writes.value) * searches;
  const because = `of a ${name}: writes ${writes.value}${isMaster ? ', all of them' : ` x ${touched.toPrecision(3)} of the shards`}, searches ${(1 - writes.value).toPrecision(3)} x ${searches.toPrecision(3)}`;
  const less = elsewhere.value < 1 ? `, x ${elsewhere.value.toPrecision(3)} that aren't sent to the lost ${name} itself` : '';
  return {
    ...writes,
    value: value * elsewhere.value,
    low: writes.low * touched * elsewhere.low,
    high: (writes.high * written + (1 - writes.high) * touched) * elsewhere.high,
    because: because + less,
  };
}

/**
 * The share of requests that arrive at a node that is left while others wait: those that are sent to the lost one fail there, and the rows of failover count them. At most
 * all, and at least as many as if the lost one were sent requests all the time, so that neither end depends on how long that is.
 */
function arriving({ route }: Situation, { count, back }: Domain, { notice, recover }: Window): Pick<Estimate, 'value' | 'low' | 'high'> {
  if (!route) return { value: 1, low: 1, high: 1 };
  const lost = until(back, route.lost);
  const wait = notice.value + recover.value;
  const covered = wait > 0 ? Math.min(1, (lost.notice.value + lost.recover.value) / wait) : 1;
  return { value: 1 - (route.failing.value / count) * covered, low: 1 - route.failing.high / count, high: 1 };
}

/** The share of requests that write. */
export function writesOf({ topology, member }: Pick<Situation, 'topology' | 'member'>): Estimate {
  const stated = topology.services?.find((it) => idOf(it) === idOf(member.workload))?.writes;
  const share = stated === undefined ? undefined : parseShare(stated);
  if (share !== undefined) return exactly(share, { source: 'writes in the topology', basis: 'topology' });
  return within(0.1, 3, { source: 'assumption: one request of ten writes', basis: 'assumption' });
}
