import type { Random } from './detection';
import type { Pace } from './system';

/** Checks of one node by another: each begins an interval after the last has ended, and unanswered ones end with the timeout. */
export interface Checks {
  readonly interval: number;
  readonly timeout: number;
  readonly retries: number;
}

/** Elasticsearch's own defaults, in seconds. */
export const DEFAULT_CHECKS: Checks = { interval: 1, timeout: 10, retries: 3 };

/** Nodes that all hold data and of which each may be the master; losses are silent. */
export interface Elasticsearch {
  readonly nodes: number;
  /** Of each shard, the primary included, on nodes of their own. */
  readonly copies: number;
  readonly node: Pace;
  readonly leader: Checks;
  readonly follower: Checks;
  /** Seconds, at most, of an election once the loss of the master is known. */
  readonly election: number;
  /** Seconds for which the new master waits for the lost node to acknowledge its first publication. */
  readonly publication: number;
  /** The share of requests that write. */
  readonly writes: number;
  /** Seconds after which a response comes too late. */
  readonly patience: number;
  /** Seconds for which a Service goes on sending each node its part of the requests, a lost one too; undefined where all requests go to nodes that are left. */
  readonly endpoint?: number;
}

/** Requests that Elasticsearch answers too late or not at all, of all requests of a long time. */
export function failedInElasticsearch(system: Elasticsearch, { seconds, rate }: { seconds: number; rate: number }, random: Random) {
  const { node, nodes } = system;
  let failed = 0;
  let losses = 0;
  let now = 0;
  for (;;) {
    // The first of the nodes that fails; it is back before the next does.
    now += (-node.up * Math.log(1 - random())) / nodes;
    if (now >= seconds) return { requests: Math.floor(seconds * rate), failed, losses };
    losses++;
    failed += loss(system, rate, random);
    now += node.down;
  }
}

function loss(system: Elasticsearch, rate: number, random: Random): number {
  const { nodes, leader, follower, election, publication, node } = system;
  const dead = Math.floor(random() * nodes);
  const master = Math.floor(random() * nodes);
  const known = dead === master ? detected(leader, random() * leader.interval) : 0;
  const elected = dead === master ? known + random() * election : 0;
  // A new master begins to check at once, an old one in the middle of its interval.
  const checked = dead === master ? elected + publication + detected(follower, 0) : detected(follower, random() * follower.interval);
  const removed = Math.min(checked, node.down);
  const endpoint = Math.min(system.endpoint ?? 0, node.down);
  let failed = 0;
  for (let sent = random() / rate; sent < Math.max(removed, endpoint); sent += 1 / rate) {
    const meetsDead = sent < endpoint && random() < 1 / nodes;
    const moments = { sent, known: Math.min(known, removed), elected: Math.min(elected, removed), removed };
    if (meetsDead || (sent < removed && fails(system, dead, moments, random))) failed++;
  }
  return failed;
}

interface Moments {
  readonly sent: number;
  /** When there is no master any more, and when there is one again. */
  readonly known: number;
  readonly elected: number;
  readonly removed: number;
}

function fails(
  { nodes, copies, writes, patience }: Elasticsearch,
  dead: number,
  { sent, known, elected, removed }: Moments,
  random: Random,
): boolean {
  const shard = chosen(nodes, copies, random);
  if (random() >= writes) {
    const copy = shard[Math.floor(random() * shard.length)];
    return copy === dead && removed - sent > patience;
  }
  // A write waits for all copies; without a master it waits for one.
  if (shard.includes(dead) && removed - sent > patience) return true;
  return sent >= known && sent < elected && elected - sent > patience;
}

/** Seconds until the last of the checks has failed, from the loss. @param first until the next check begins */
function detected({ interval, timeout, retries }: Checks, first: number): number {
  let at = first;
  for (let check = 0; check < retries; check++) at += (check > 0 ? interval : 0) + timeout;
  return at;
}

/** Different nodes, by chance. */
function chosen(nodes: number, copies: number, random: Random): number[] {
  const left = Array.from({ length: nodes }, (_, index) => index);
  return Array.from({ length: copies }, () => left.splice(Math.floor(random() * left.length), 1)[0] as number);
}
