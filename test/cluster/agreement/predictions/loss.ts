import { LowWater } from '../../harness/low-water';
import { nodeIsReady } from '../../harness/nodes';
import { until } from '../../harness/until';
import { cannotBePlaced, isReady, podsOf, readyPods, replicasOf } from '../../harness/workloads';
import { Random } from '../random/random';
import { rest, staysFor } from './deployment';
import { eventOf, type Given, nodesInUse, placementRow, zonesOf } from './given';
import { notTried, type Row } from './row';

/** Loses one node that has pods on it. */
export async function loseNode(given: Given): Promise<Row[]> {
  const nodes = nodesInUse(given);
  if (nodes.length === 0) return [notTried('node loss', given.specification.seed, 'no pod is bound')];
  const random = new Random(given.specification.seed);
  const node = random.chance(0.5) ? nodes[0] : nodes[random.integer(0, nodes.length - 1)];
  return [await lose(given, 'node loss', [node as string])];
}

/** Loses all nodes of a zone that has pods in it. */
export async function loseZone(given: Given): Promise<Row[]> {
  const used = new Set(nodesInUse(given));
  const zones = zonesOf(given.specification.topology).filter((nodes) => nodes.some((node) => used.has(node)));
  if (zones.length === 0) return [notTried('zone loss', given.specification.seed, 'no pod is bound')];
  const zone = zones[new Random(given.specification.seed).integer(0, zones.length - 1)];
  return [await lose(given, 'zone loss', zone as string[])];
}

async function lose(given: Given, comparison: 'node loss' | 'zone loss', nodes: readonly string[]): Promise<Row> {
  const { cluster, workload, prediction } = given;
  const { worstReady, recovers } = eventOf(given, comparison === 'node loss' ? 'lose one node' : 'lose one zone');
  const lowWater = new LowWater(cluster.state, [workload], nodes);
  const before = readyPods(cluster.state, workload).length;
  try {
    for (const node of nodes) cluster.machine(node).freeze();
    await until(cluster.state, 'the nodes to count as lost', () => nodes.every((node) => !isUp(given, node)));
    const recovered = await outcome(given, nodes, before, recovers);
    for (const node of nodes) cluster.machine(node).thaw();
    await until(cluster.state, 'the nodes to be back', () => nodes.every((node) => isUp(given, node)));
    await rest(cluster, workload, prediction.afterFailure.holds);
    const row = placementRow(comparison, given, prediction.afterFailure);
    const asPredicted = recovers === 'possible' || recovered === (recovers === 'guaranteed');
    return {
      ...row,
      kind: `recovery ${recovers}`,
      predicted: `${worstReady} ready, recovery ${recovers}, ${row.predicted}`,
      observed: `${lowWater.of(workload)} ready, ${recovered ? 'recovered' : 'not recovered'}, ${row.observed} after ${nodes.join(', ')}`,
      agrees: lowWater.of(workload) >= worstReady && asPredicted && row.agrees,
    };
  } finally {
    lowWater.close();
    for (const node of nodes) cluster.machine(node).thaw();
  }
}

/** Waits as long as it takes to be sure, and says whether as many pods as before are ready while the nodes are away. */
async function outcome(given: Given, lost: readonly string[], before: number, recovers: string): Promise<boolean> {
  const { cluster, workload } = given;
  const recovered = () => readyPods(cluster.state, workload).filter(({ spec }) => !lost.includes(spec?.nodeName ?? '')).length >= before;
  const settled = () => recovered() || isSettled(given, lost);
  // Where all nodes are lost, or most of those of a zone, the control plane evicts nobody.
  if (await staysFor(cluster, 25, () => !settled())) return false;
  await staysFor(cluster, recovers === 'guaranteed' ? 30 : 3, () => !recovered());
  return recovered();
}

/** The lost pods are given up, and each replacement is ready or waits for a node. */
function isSettled({ cluster, workload }: Given, lost: readonly string[]): boolean {
  const pods = podsOf(cluster.state, workload);
  const living = pods.filter(({ metadata }) => !metadata?.deletionTimestamp);
  const replaced = workload.kind === 'StatefulSet' || living.length === replicasOf(cluster.state, workload);
  return replaced && living.every((pod) => !lost.includes(pod.spec?.nodeName ?? '') && (isReady(pod) || cannotBePlaced(pod)));
}

function isUp({ cluster }: Given, name: string): boolean {
  const node = cluster.state.get('nodes', name);
  return node !== undefined && nodeIsReady(node);
}
