import { setTimeout as pause } from 'node:timers/promises';
import { judge } from '../../../lib/availability';
import type { Bounds } from '../../../lib/availability/result';
import { Cluster } from '../harness/cluster';
import { apply, settled } from '../harness/deploy';
import { nodesOfZone } from '../harness/loss';
import { nodeIsReady } from '../harness/nodes';
import { release } from '../harness/rollout';
import { until } from '../harness/until';
import { isComplete, podsOf, type Workload } from '../harness/workloads';
import { Clock } from './measured-clock';
import { type Design, designs, manifestOf, NAMESPACE, type Pace, topologyAt } from './measured-designs';
import { type Estimate, shareOfTime } from './measured-interval';
import { figuresOf, meanFigure } from './measured-model';
import { momentsOf, type Outage, outagesOf, type Thing } from './measured-outages';
import { Record, type Seen, serves } from './measured-record';
import { Random } from './random';

/** How long to measure, and with which outages. */
export interface Measurement {
  readonly seed: number;
  /** Seconds that count. */
  readonly seconds: number;
  /** Workloads of each design: more of them see more of the same outages. */
  readonly copies: number;
  readonly batches?: 10 | 20;
  readonly say?: (line: string) => void;
}

/** What came out for one design. */
export interface Measured {
  readonly design: Design;
  readonly seen: Estimate;
  /** Stretches of time below what is needed, of all copies. */
  readonly dips: number;
  /** The share of time for each placement over zones in which it was last at rest, such as `2/1/0`. */
  readonly placements: ReadonlyMap<string, number>;
  /** The model's figure of the placements that were seen. */
  readonly model: Bounds;
  /** The model's headline: the worst placement that may be. */
  readonly worst: Bounds;
}

export interface Outcome {
  readonly kubernetes: string;
  readonly outages: readonly Outage[];
  readonly releases: number;
  /** Nodes that the control plane lost though they did not hang: the machine was too busy. */
  readonly accidents: number;
  readonly pace: Pace;
  readonly measured: readonly Measured[];
  readonly seen: readonly Seen[];
}

const TIMERS = { nodeMonitorGrace: 5, toleration: 3 };
const NODE = { up: 120, down: 16 };
const ZONE = { up: 150, down: 12 };
/** Seconds that count between two releases of everything. */
const BETWEEN_RELEASES = 40;

/**
 * Runs all designs side by side through the same random outages and takes the share of time in which each had fewer ready pods than it needs.
 *
 * Whenever nothing is down and everything has been ready for a while all workloads are rolled out, while the clock stands: so each design stands where its
 * rollouts bring it, and as the time to the next failure is without memory, what is left out has no influence on what is measured.
 */
export async function measure({ seed, seconds, copies, batches = 20, say = () => {} }: Measurement): Promise<Outcome> {
  const paceOf = (podStart: number, back: number): Pace => ({
    node: { up: NODE.up, down: NODE.down + back },
    zone: { up: ZONE.up, down: ZONE.down + back },
    ...TIMERS,
    podStart,
  });
  const all = designs.flatMap((design) => Array.from({ length: copies }, (_, copy) => ({ design, name: `${design.name}-${copy + 1}` })));
  const manifests = all.map(({ design, name }) => manifestOf(design, name));
  const cluster = await Cluster.start(topologyAt(paceOf(1, 0)), { name: 'measured', timers: TIMERS, scheduler: { podBackoff: 1 } });
  try {
    const { workloads } = await apply(cluster, [NAMESPACE, ...manifests]);
    await settled(cluster, workloads);
    const things = thingsOf(cluster);
    const { podStart, back } = await calibrate(cluster, workloads, things);
    say(`a pod starts in ${podStart.toFixed(2)} s; it serves ${back.toFixed(2)} s after the return of its node or zone`);
    const outages = outagesOf(things, seconds, new Random(seed));
    const run = await endure(cluster, workloads, outages, seconds, say);
    const pace = paceOf(podStart, back);
    const figure = figuresOf(manifests, topologyAt(pace));
    const answer = judge(manifests, topologyAt(pace), { withoutAdvice: true });
    const measured = designs.map((design): Measured => {
      const names = all.filter((it) => it.design === design).map(({ name }) => name);
      const mine = run.seen.filter(({ workload }) => names.includes(workload.name));
      const stays = mine.flatMap((it) => it.stays);
      return {
        design,
        seen: shareOfTime(
          mine.map(({ below }) => below),
          seconds,
          batches,
        ),
        dips: mine.reduce((sum, { below }) => sum + below.length, 0),
        placements: shares(mine),
        model: meanFigure(stays, (standing) => figure(names[0] as string, standing)),
        worst: answer.services.find(({ service }) => service === names[0])?.unavailability as Bounds,
      };
    });
    return { kubernetes: cluster.kubernetes, outages, releases: run.releases, accidents: run.accidents, pace, measured, seen: run.seen };
  } finally {
    await cluster.stop();
  }
}

function thingsOf(cluster: Cluster): Thing[] {
  const nodes = [...cluster.machines.keys()].map((name): Thing => ({ name, nodes: [name], pace: NODE }));
  const zones = cluster.topology.zones.map(({ name }): Thing => ({ name, nodes: nodesOfZone(cluster, name), pace: ZONE }));
  return [...nodes, ...zones];
}

/**
 * Measures what a topology has to say of its cluster, by outages before those that count: how long a pod takes to start elsewhere once it is evicted, and how long
 * after a node's or zone's return the pods that waited for it serve again.
 */
async function calibrate(
  cluster: Cluster,
  workloads: readonly Workload[],
  things: readonly Thing[],
): Promise<{ podStart: number; back: number }> {
  const moves: number[] = [];
  const backs: number[] = [];
  for (const thing of things.filter((_, index) => index % 3 === 0)) {
    const dead = new Set(thing.nodes);
    const short = (workload: Workload): boolean =>
      podsOf(cluster.state, workload).filter((pod) => serves(pod) && !dead.has(pod.spec?.nodeName as string)).length < workload.atLeast;
    for (const node of thing.nodes) cluster.machine(node).freeze();
    moves.push(...(await recoveries(cluster, workloads, short, thing.pace.down)));
    for (const node of thing.nodes) cluster.machine(node).thaw();
    dead.clear();
    backs.push(...(await recoveries(cluster, workloads, short, undefined)));
    await until(cluster.state, `${thing.name} to be back`, () => quiet(cluster, workloads));
  }
  return { podStart: mean(moves) - TIMERS.nodeMonitorGrace - TIMERS.toleration, back: mean(backs) };
}

/** Seconds until each of the workloads that now lacks pods has them again, of those that do so in time. */
async function recoveries(
  cluster: Cluster,
  workloads: readonly Workload[],
  short: (workload: Workload) => boolean,
  time: number | undefined,
): Promise<number[]> {
  const started = performance.now();
  const waiting = new Set(workloads.filter(short));
  const seconds: number[] = [];
  const look = (): boolean => {
    for (const workload of waiting) {
      if (short(workload)) continue;
      waiting.delete(workload);
      seconds.push((performance.now() - started) / 1000);
    }
    return time === undefined && waiting.size === 0;
  };
  if (time === undefined) await until(cluster.state, 'the pods to serve again', look);
  else {
    const end = cluster.state.onChange(look);
    await pause(time * 1000);
    end();
  }
  return seconds;
}

async function endure(
  cluster: Cluster,
  workloads: readonly Workload[],
  outages: readonly Outage[],
  seconds: number,
  say: (line: string) => void,
): Promise<{ seen: readonly Seen[]; releases: number; accidents: number }> {
  const clock = new Clock();
  const record = new Record(cluster, workloads, clock);
  const { dead } = record;
  const lost = new Set<string>();
  let accidents = 0;
  const endWatching = cluster.state.onChange(() => {
    for (const node of cluster.state.all('nodes')) {
      const name = node.metadata?.name as string;
      if (nodeIsReady(node)) lost.delete(name);
      else if (!lost.has(name)) {
        lost.add(name);
        if (!dead.has(name)) accidents++;
      }
    }
  });
  let releases = 0;
  let released = 0;
  const between = async (): Promise<void> => {
    if (clock.now() - released < BETWEEN_RELEASES || dead.size > 0 || !quiet(cluster, workloads)) return;
    record.look();
    clock.stop();
    await releaseAll(cluster, workloads);
    clock.start();
    record.look();
    releases++;
    released = clock.now();
    say(`${released.toFixed(0)} of ${seconds} s`);
  };
  clock.start();
  record.look();
  try {
    for (const { at, freeze, thaw } of momentsOf(outages)) {
      if (at >= seconds) break;
      await clock.until(at, between);
      for (const node of freeze) {
        cluster.machine(node).freeze();
        dead.add(node);
      }
      for (const node of thaw) {
        cluster.machine(node).thaw();
        dead.delete(node);
      }
      record.look();
    }
    await clock.until(seconds, between);
    record.look();
    clock.stop();
    return { seen: record.close(), releases, accidents };
  } finally {
    endWatching();
    for (const node of dead) cluster.machine(node).thaw();
  }
}

/** Whether nothing is down and nothing is under way. */
function quiet(cluster: Cluster, workloads: readonly Workload[]): boolean {
  return cluster.state.all('nodes').every(nodeIsReady) && workloads.every((workload) => isComplete(cluster.state, workload));
}

async function releaseAll(cluster: Cluster, workloads: readonly Workload[]): Promise<void> {
  await Promise.all(workloads.map((workload) => release(cluster, workload)));
  await settled(cluster, workloads);
}

function shares(seen: readonly Seen[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  let total = 0;
  for (const { from, to, standing } of seen.flatMap(({ stays }) => stays)) {
    const zones = standing.map((loads) => loads.reduce((sum, load) => sum + load, 0));
    const key = zones.sort((a, b) => b - a).join('/');
    times.set(key, (times.get(key) ?? 0) + to - from);
    total += to - from;
  }
  return new Map([...times].map(([key, time]) => [key, time / total]));
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
