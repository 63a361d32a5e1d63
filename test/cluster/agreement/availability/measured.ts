import type { Bounds } from '../../../../src/availability';
import { judge } from '../../../availability/judged';
import { Cluster } from '../../harness/cluster';
import { apply, settled } from '../../harness/deploy';
import { nodeIsReady } from '../../harness/nodes';
import type { Workload } from '../../harness/workloads';
import { Random } from '../random/random';
import { calibrate } from './calibration';
import { Clock } from './clock';
import { NODE, quiet, releaseAll, TIMERS, thingsOf, ZONE } from './cluster';
import { type Design, designs, manifestOf, NAMESPACE, type Pace, topologyAt } from './designs';
import { type Estimate, shareOfTime } from './interval';
import { Logbook, type Seen } from './logbook';
import { figuresOf, meanFigure } from './model';
import { momentsOf, type Outage, outagesOf } from './outages';

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
      const [first] = names as [string];
      const seen = run.seen.filter(({ workload }) => names.includes(workload.name));
      return {
        design,
        ...experience(seen, seconds, batches),
        model: meanFigure(
          seen.flatMap(({ stays }) => stays),
          (standing) => figure(first, standing),
        ),
        worst: answer.services.find(({ service }) => service === first)?.unavailability as Bounds,
      };
    });
    return { kubernetes: cluster.kubernetes, outages, releases: run.releases, accidents: run.accidents, pace, measured, seen: run.seen };
  } finally {
    await cluster.stop();
  }
}

async function endure(
  cluster: Cluster,
  workloads: readonly Workload[],
  outages: readonly Outage[],
  seconds: number,
  say: (line: string) => void,
): Promise<{ seen: readonly Seen[]; releases: number; accidents: number }> {
  const clock = new Clock();
  const logbook = new Logbook(cluster, workloads, clock);
  const { dead } = logbook;
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
    logbook.look();
    clock.stop();
    await releaseAll(cluster, workloads);
    clock.start();
    logbook.look();
    releases++;
    released = clock.now();
    say(`${released.toFixed(0)} of ${seconds} s`);
  };
  clock.start();
  logbook.look();
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
      logbook.look();
    }
    await clock.until(seconds, between);
    logbook.look();
    clock.stop();
    return { seen: logbook.close(), releases, accidents };
  } finally {
    endWatching();
    for (const node of dead) cluster.machine(node).thaw();
  }
}

function experience(seen: readonly Seen[], seconds: number, batches: 10 | 20): Pick<Measured, 'seen' | 'dips' | 'placements'> {
  const below = seen.map((it) => it.below);
  return { seen: shareOfTime(below, seconds, batches), dips: below.flat().length, placements: shares(seen) };
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
