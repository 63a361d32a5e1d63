import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from '../../harness/cluster';
import { until } from '../../harness/until';
import { podsOf, type Workload } from '../../harness/workloads';
import { quiet, TIMERS } from './cluster';
import { serves } from './logbook';
import type { Thing } from './outages';

/**
 * Measures what a topology has to say of its cluster, by outages before those that count: how long a pod takes to start elsewhere once it is evicted, and how long
 * after a node's or zone's return the pods that waited for it serve again.
 */
export async function calibrate(
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

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
