import { cordon, requestEviction } from '../../harness/drain';
import { nodeIsReady } from '../../harness/nodes';
import type { Answer } from '../../harness/server';
import { until } from '../../harness/until';
import { QUIET, staysFor } from '../predictions/deployment';
import type { Random } from '../random/random';
import { type DeployedSet, shuffled } from './deployed';
import { Fewest } from './fewest';

/** What is done to a set. */
export const comparisons = ['fresh placement', 'rolling update', 'node loss', 'zone loss', 'drain'] as const;
type Comparison = (typeof comparisons)[number];

/** One event, and what it did to services that were proved: nothing, if the model is right. */
export interface Outcome {
  readonly comparison: Comparison;
  readonly broken: readonly string[];
}

/** Whether all services were at rest as they should be before: then a next event says something of each. */
export function isWhole(deployed: DeployedSet): boolean {
  return deployed.services().every((name) => deployed.isComplete(name));
}

/** Proved services of which a pod is missing although nothing moves any more. */
export function fresh(deployed: DeployedSet): Outcome {
  return { comparison: 'fresh placement', broken: waiting(deployed) };
}

export async function rollOut(deployed: DeployedSet, service: string): Promise<Outcome> {
  const fewest = new Fewest(deployed);
  await deployed.release(service);
  await deployed.settle();
  fewest.close();
  return {
    comparison: 'rolling update',
    broken: [...waiting(deployed), ...below(deployed, fewest)].map((it) => `${it} (release of ${service})`),
  };
}

/** The machines hang, for a moment or until nothing moves any more, and come back. */
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
    await until(cluster.state, 'the nodes to count as lost', () => nodes.every((node) => !isUp(deployed, node)));
    await deployed.settle(() => deployed.services().every((name) => deployed.isComplete(name, dead)), random.pick([3, 5, QUIET]));
  } finally {
    for (const node of nodes) cluster.machine(node).thaw();
  }
  await until(cluster.state, 'the nodes to be back', () => nodes.every((node) => isUp(deployed, node)));
  await deployed.settle();
  fewest.close();
  return { comparison, broken: [...waiting(deployed), ...below(deployed, fewest)].map((it) => `${it} (${nodes.join(', ')})`) };
}

/** Evicts everything from a node as long as budgets allow it, and makes it usable again. */
export async function drain(deployed: DeployedSet, node: string): Promise<Outcome> {
  const { cluster, set } = deployed;
  const fewest = new Fewest(deployed);
  await cordon(cluster, node, true);
  const left = await emptied(deployed, node);
  const stuck = set.proved.filter((name) => left.includes(name)).map((name) => `${name}: the drain never ends`);
  // A drain that another service holds up holds the node as well.
  const behind = left.length > 0 ? waiting(deployed).map((it) => `${it} behind a drain that never ends`) : [];
  await cordon(cluster, node, false);
  await deployed.settle();
  fewest.close();
  return {
    comparison: 'drain',
    broken: [...stuck, ...behind, ...waiting(deployed), ...below(deployed, fewest)].map((it) => `${it} (${node})`),
  };
}

/** The services whose pods stay on the node, whatever is tried. */
async function emptied(deployed: DeployedSet, node: string): Promise<string[]> {
  for (;;) {
    const pods = deployed.evictableOn(node);
    if (pods.length === 0) return [];
    const seen = deployed.fingerprint();
    const answers: Answer[] = [];
    for (const pod of pods) answers.push(await requestEviction(deployed.cluster, pod));
    const accepted = pods.filter((_, index) => (answers[index]?.status ?? 0) < 300).map(({ metadata }) => metadata?.uid);
    const isThere = () => deployed.evictableOn(node).some(({ metadata }) => accepted.includes(metadata?.uid));
    if (accepted.length > 0) await until(deployed.cluster.state, 'the evicted pods to go', () => !isThere());
    else if (await staysFor(deployed.cluster, QUIET, () => deployed.fingerprint() === seen))
      return [...new Set(pods.map(({ metadata }) => metadata?.labels?.['app'] ?? ''))];
  }
}

/** The nodes of each zone. */
export function zonesOf({ set }: DeployedSet): string[][] {
  const names = [...new Set(set.system.nodes.map(({ zone }) => zone))];
  return names.map((name) => set.system.nodes.filter(({ zone }) => zone === name).map((node) => node.name));
}

/** A node, and a zone, drawn by chance. */
export function one<T>(of: readonly T[], random: Random): T {
  return shuffled(of, random)[0] as T;
}

function waiting(deployed: DeployedSet): string[] {
  return deployed.set.proved
    .filter((name) => !deployed.isComplete(name))
    .map((name) => `${name}: a pod waits forever, or the work never ends`);
}

function below(deployed: DeployedSet, fewest: Fewest): string[] {
  return deployed.set.system.services
    .filter(({ name, needed }) => deployed.set.proved.includes(name) && fewest.of(name) < needed)
    .map(({ name, needed }) => `${name}: ${fewest.of(name)} of ${needed} needed were ready`);
}

function isUp({ cluster }: DeployedSet, name: string): boolean {
  const node = cluster.state.get('nodes', name);
  return node !== undefined && nodeIsReady(node);
}
