import { cordon, requestEviction } from '../../harness/drain';
import type { Answer } from '../../harness/server';
import { until } from '../../harness/until';
import { QUIET, staysFor } from '../predictions/deployment';
import type { Random } from '../random/random';
import { type DeployedSet, shuffled } from './deployed';
import { Fewest } from './fewest';

/** What is done to a set. */
export const comparisons = ['fresh placement', 'rolling update', 'node loss', 'zone loss', 'drain', 'pool upgrade', 'scale down'] as const;
type Comparison = (typeof comparisons)[number];

/**
 * Seconds without any change after which a wait counts as endless: more than the scheduler's five minutes, after which it tries each waiting pod again, the half minute until it
 * looks for such pods, and the time of a starved machine.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/scheduler, DefaultPodMaxInUnschedulablePodsDuration, and Run of the queue. It matters where no event tells the scheduler that a pod has
 * a place again: kubernetes/kubernetes issue 134393.
 */
const CERTAIN = 420;

/** One event, and what it did to services that were proved: nothing, if the model is right. */
export interface Outcome {
  readonly comparison: Comparison;
  readonly broken: readonly string[];
  /** A node that nobody touched counted as lost meanwhile, because the control plane was too slow: a second failure, which no proof covers. */
  readonly disturbed?: true;
}

/** Whether all services were at rest as they should be before: then a next event says something of each. */
export function isWhole(deployed: DeployedSet): boolean {
  return deployed.services().every((name) => deployed.isComplete(name));
}

/** Proved services of which a pod is missing although nothing moves any more. */
export async function fresh(deployed: DeployedSet): Promise<Outcome> {
  return { comparison: 'fresh placement', broken: await waiting(deployed) };
}

export async function rollOut(deployed: DeployedSet, service: string): Promise<Outcome> {
  const fewest = new Fewest(deployed);
  await deployed.release(service);
  await deployed.settle();
  const broken = [...(await waiting(deployed)), ...below(deployed, fewest)];
  return outcome('rolling update', fewest, broken, `release of ${service}`);
}

/** The machines hang, for a moment or until nothing moves any more, and come back: all at once, or one by one. Some may be deleted meanwhile. */
export async function lose(
  deployed: DeployedSet,
  comparison: 'node loss' | 'zone loss',
  nodes: readonly string[],
  random: Random,
): Promise<Outcome> {
  const { cluster } = deployed;
  const fewest = new Fewest(deployed, nodes);
  const dead = new Set(nodes);
  try {
    for (const node of nodes) cluster.machine(node).freeze();
    await until(cluster.state, 'the nodes to count as lost', () => nodes.every((node) => !deployed.isUp(node)));
    await deployed.settle(() => deployed.services().every((name) => deployed.isComplete(name, dead)), random.pick([3, 5, QUIET]));
    await comeBack(deployed, nodes, random);
  } finally {
    for (const node of nodes) cluster.machines.get(node)?.thaw();
  }
  await until(cluster.state, 'the nodes to be back', () => nodes.every((node) => deployed.isUp(node)));
  await deployed.settle();
  return outcome(comparison, fewest, [...(await waiting(deployed)), ...below(deployed, fewest)], nodes.join(', '));
}

async function comeBack(deployed: DeployedSet, nodes: readonly string[], random: Random): Promise<void> {
  const { cluster, set } = deployed;
  const gone = set.system.nodesGo ? nodes.filter(() => random.chance(0.5)) : [];
  for (const node of gone) await cluster.remove(node);
  if (gone.length > 0) await until(cluster.state, 'the pods of deleted nodes to go', () => podsOn(deployed, gone).length === 0);
  const oneByOne = random.chance(0.7);
  for (const [index, node] of shuffled(nodes, random).entries()) {
    if (oneByOne && index > 0) await deployed.settle(() => false, random.pick([1, 3, QUIET]));
    if (gone.includes(node)) await deployed.add(node);
    else cluster.machine(node).thaw();
  }
}

function podsOn(deployed: DeployedSet, nodes: readonly string[]): unknown[] {
  return deployed.services().flatMap((name) => deployed.podsOf(name).filter(({ spec }) => nodes.includes(spec?.nodeName ?? '')));
}

/** Evicts everything from a node as long as budgets allow it, and makes it usable again. */
export async function drain(deployed: DeployedSet, node: string): Promise<Outcome> {
  const fewest = new Fewest(deployed);
  const stuck = await stuckIn(deployed, node);
  await cordon(deployed.cluster, node, false);
  await deployed.settle();
  return outcome('drain', fewest, [...stuck, ...(await waiting(deployed)), ...below(deployed, fewest)], node);
}

/** Ends the watch over an event. */
export function outcome(comparison: Comparison, fewest: Fewest, broken: readonly string[], where: string): Outcome {
  fewest.close();
  if (fewest.disturbed) return { comparison, broken: [], disturbed: true };
  return { comparison, broken: broken.map((it) => `${it} (${where})`) };
}

/** Cordons a node and empties it: what keeps it from being empty, of proved services, and who waits behind it. */
export async function stuckIn(deployed: DeployedSet, node: string): Promise<string[]> {
  await cordon(deployed.cluster, node, true);
  const stays = (names: readonly string[]) => deployed.set.proved.filter((name) => names.includes(name));
  let left = await emptied(deployed, node, QUIET);
  if (stays(left).length > 0) left = await emptied(deployed, node, CERTAIN);
  const stuck = stays(left).map((name) => `${name}: the drain never ends`);
  // A drain that another service holds up holds the node as well.
  const behind = left.length > 0 ? (await waiting(deployed)).map((it) => `${it} behind a drain that never ends`) : [];
  return [...stuck, ...behind];
}

/** The services whose pods stay on the node, whatever is tried. */
async function emptied(deployed: DeployedSet, node: string, quiet: number): Promise<string[]> {
  for (;;) {
    const pods = deployed.evictableOn(node);
    if (pods.length === 0) return [];
    const seen = deployed.fingerprint();
    const answers: Answer[] = [];
    for (const pod of pods) answers.push(await requestEviction(deployed.cluster, pod));
    const accepted = pods.filter((_, index) => (answers[index]?.status ?? 0) < 300).map(({ metadata }) => metadata?.uid);
    const isThere = () => deployed.evictableOn(node).some(({ metadata }) => accepted.includes(metadata?.uid));
    if (accepted.length > 0) await until(deployed.cluster.state, 'the evicted pods to go', () => !isThere());
    else if (await staysFor(deployed.cluster, quiet, () => deployed.fingerprint() === seen))
      return [...new Set(pods.map(({ metadata }) => metadata?.labels?.['app'] ?? ''))];
  }
}

/** The nodes of each zone. */
export function zonesOf(deployed: DeployedSet): string[][] {
  const nodes = deployed.nodes();
  return [...new Set(nodes.map(({ zone }) => zone))].map((name) => nodes.filter(({ zone }) => zone === name).map((node) => node.name));
}

/** A node, and a zone, drawn by chance. */
export function one<T>(of: readonly T[], random: Random): T {
  return shuffled(of, random)[0] as T;
}

export async function waiting(deployed: DeployedSet): Promise<string[]> {
  const incomplete = () => deployed.set.proved.filter((name) => !deployed.isComplete(name));
  if (incomplete().length > 0) await deployed.settle(() => incomplete().length === 0, CERTAIN);
  return incomplete().map((name) => `${name}: a pod waits indefinitely, or the work never ends`);
}

export function below(deployed: DeployedSet, fewest: Fewest): string[] {
  return deployed.set.system.services
    .filter(({ name, needed }) => deployed.set.proved.includes(name) && fewest.of(name) < needed)
    .map(({ name, needed }) => `${name}: ${fewest.of(name)} of ${needed} needed were ready`);
}
