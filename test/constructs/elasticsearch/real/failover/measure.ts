import { loadavg } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { Cluster } from '../cluster';
import type { Changes } from '../node';
import { type Outcome, Traffic } from '../traffic';

/**
 * Measures what the loss and the planned restart of the elected master cost: docs/measurements.md has the method, the command and the figures.
 *
 * Its arguments are runs, such as `kill:5` or `restart:15:checks=4`: what happens to the master, `net.ipv4.tcp_retries2` of the pods, and how many seconds
 * a check waits, if not as long as by default. It prints a line for each.
 */
interface Run {
  readonly event: 'kill' | 'restart';
  readonly retries: number;
  readonly changes: Changes;
}

const BEFORE = 5_000;
// A cluster that has been well for so long has recovered.
const QUIET = 20_000;
const LONGEST = 150_000;

function runOf(argument: string): Run {
  const [event, retries, checks] = argument.split(':');
  const seconds = /^checks=(\d+)$/.exec(checks ?? '')?.[1];
  return { event: event === 'restart' ? 'restart' : 'kill', retries: Number(retries), changes: checked(seconds) };
}

function checked(seconds: string | undefined): Changes {
  if (seconds === undefined) return {};
  return {
    ES_SETTING_CLUSTER_FAULT__DETECTION_LEADER__CHECK_TIMEOUT: `${seconds}s`,
    ES_SETTING_CLUSTER_FAULT__DETECTION_FOLLOWER__CHECK_TIMEOUT: `${seconds}s`,
    ES_SETTING_CLUSTER_PUBLISH_TIMEOUT: `${3 * Number(seconds)}s`,
  };
}

async function measure(cluster: Cluster, run: Run, name: string): Promise<string> {
  await cluster.green();
  cluster.setRetries(run.retries);
  const { index, node } = await cluster.master();
  const traffic = new Traffic(cluster.targetWithout(index), name);
  await setTimeout(BEFORE);
  const start = Date.now();
  if (run.event === 'kill') await cluster.lose(index);
  else await node.stop();
  if (run.event === 'restart') node.start(run.changes);
  await quiet(traffic, start);
  await traffic.stop();
  if (run.event === 'kill') cluster.restore(index, run.changes);
  await cluster.green();
  const lost = await cluster.lost(traffic.acknowledged);
  const load = loadavg()[0]?.toFixed(0);
  return [...(['write', 'search'] as const).map((kind) => summary(traffic.outcomes, kind, start)), `lost ${lost}`, `load ${load}`].join(
    ', ',
  );
}

/** Waits until every request since QUIET has succeeded. */
async function quiet({ outcomes }: Traffic, start: number): Promise<void> {
  for (let since = 0; since < QUIET && Date.now() - start < LONGEST; await setTimeout(500)) {
    const failed = outcomes.filter(({ error, sent }) => error !== undefined && sent >= start).map(({ sent }) => sent);
    since = Date.now() - Math.max(start, ...failed);
  }
}

/** How many failed, when the last of them was sent, in seconds, and what the errors were. */
function summary(outcomes: readonly Outcome[], kind: Outcome['kind'], start: number): string {
  const all = outcomes.filter((outcome) => outcome.kind === kind);
  const failed = all.filter(({ error }) => error !== undefined);
  const seconds = failed.map(({ sent }) => (sent - start) / 1000);
  const errors = [...new Set(failed.map(({ error }) => error))].join(' ');
  const slow = all.filter(({ error, took }) => error === undefined && took > 1000).length;
  const from = failed.length > 0 ? ` from ${Math.min(...seconds).toFixed(1)} to ${Math.max(...seconds).toFixed(1)} s (${errors})` : '';
  return `${kind}: ${failed.length} of ${all.length} failed${from}, ${slow} slow`;
}

async function main(runs: readonly Run[], names: readonly string[]): Promise<void> {
  const cluster = new Cluster();
  try {
    let changes: Changes | undefined;
    for (const [number, run] of runs.entries()) {
      if (JSON.stringify(run.changes) !== JSON.stringify(changes)) {
        await Promise.all(cluster.nodes.map((node) => node.stop()));
        await cluster.start(run.changes);
        if (changes === undefined) await cluster.createIndex();
        ({ changes } = run);
      }
      console.log(`${names[number]}: ${await measure(cluster, run, `run-${number}`)}`);
    }
  } finally {
    await cluster.remove();
  }
}

const given = process.argv.slice(2);
void main(given.map(runOf), given);
