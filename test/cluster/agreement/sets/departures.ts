import { cordon } from '../../harness/drain';
import type { Random } from '../random/random';
import { type DeployedSet, shuffled } from './deployed';
import { below, type Outcome, one, outcome, stuckIn, waiting } from './events';
import { Fewest } from './fewest';

/** What becomes of each node of a pool that is upgraded: it is usable again, or another has come before, or comes after it, where objects of nodes may be deleted. */
const FATES = ['stays', 'before', 'after'] as const;

/**
 * Upgrades the pools of one name: empties every node of theirs, each as soon as the one before it is empty, whatever has become of its pods. It ends where services that
 * aren't proved keep a node from being empty.
 */
export async function upgrade(deployed: DeployedSet, random: Random): Promise<Outcome> {
  const pool = one(deployed.nodes(), random).pool;
  const fate = random.pick(deployed.set.system.nodesGo ? FATES : (['stays', 'before'] as const));
  const fewest = new Fewest(deployed);
  const broken: string[] = [];
  for (const { name, zone } of shuffled(
    deployed.nodes().filter((it) => it.pool === pool),
    random,
  )) {
    const before = fate === 'before' ? spareFor(deployed, zone, pool) : undefined;
    if (before !== undefined) await joined(deployed, before);
    broken.push(...(await stuckIn(deployed, name)));
    const isEmpty = deployed.evictableOn(name).length === 0;
    if (isEmpty && fate !== 'stays') {
      await deployed.take(name);
      if (fate === 'after') await joined(deployed, name);
    } else await cordon(deployed.cluster, name, false);
    if (!isEmpty) break;
  }
  await deployed.settle();
  return outcome('pool upgrade', fewest, [...broken, ...(await waiting(deployed)), ...below(deployed, fewest)], `${pool}, ${fate}`);
}

/** A node of the pool that isn't there: there always is one, since each pool of a zone has one more than it may have at rest. */
function spareFor(deployed: DeployedSet, zone: string, pool: string): string {
  const there = new Set(deployed.nodes().map(({ name }) => name));
  const found = deployed.set.system.nodes.find((it) => it.zone === zone && it.pool === pool && !there.has(it.name));
  if (!found) throw new Error(`no node of pool ${zone}/${pool} is spare`);
  return found.name;
}

/** Adds a node and gives what runs on every node the time to start there. */
async function joined(deployed: DeployedSet, name: string): Promise<void> {
  await deployed.add(name);
  await deployed.settle(() => deployed.daemons().every((service) => deployed.isComplete(service)), 3);
}

/** Takes away a node of a pool that has more than its fewest, if its pods go; undefined where no pool has more. */
export async function scaleDown(deployed: DeployedSet, random: Random): Promise<Outcome | undefined> {
  const more = deployed.nodes().filter((node) => deployed.sizeOf(node) > deployed.boundsOf(node).fewest);
  if (more.length === 0) return undefined;
  const { name } = one(more, random);
  const fewest = new Fewest(deployed);
  const stuck = await stuckIn(deployed, name);
  if (deployed.evictableOn(name).length === 0) await deployed.take(name);
  else await cordon(deployed.cluster, name, false);
  await deployed.settle();
  return outcome('scale down', fewest, [...stuck, ...(await waiting(deployed)), ...below(deployed, fewest)], name);
}
