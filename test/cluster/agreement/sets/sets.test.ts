import { Cluster } from '../../harness/cluster';
import { prepare } from '../../harness/deploy';
import { kubernetesVersion } from '../../harness/programs';
import { options } from '../options';
import { Random } from '../random/random';
import { Autoscaler } from './autoscaler';
import { scaleDown, upgrade } from './departures';
import { clusterWide, DeployedSet, shuffled } from './deployed';
import { drain, fresh, isWhole, lose, type Outcome, one, rollOut, zonesOf } from './events';
import { broken, SetJournal, table } from './journal';
import { PREFERENCE } from './preferences';
import { provedSets, type ServiceSet, setOf } from './set';

const journal = new SetJournal();

afterAll(() => process.stderr.write(`\n${table(journal.results)}\n`));

test(
  'no pod of a proved service is left waiting, and no proved work hangs, whatever the others do',
  async () => {
    const { seed, single, whole, sets, lanes } = options();
    process.stderr.write(`sets from seed ${seed}\n`);
    const queue = single ? [setOf(seed)][Symbol.iterator]() : provedSets(seed, sets);
    const lane = async () => {
      for (let next = queue.next(); !next.done; next = queue.next()) {
        const set = next.value;
        // The small run is made anew each time.
        if (whole && !single && journal.has(set, kubernetesVersion())) continue;
        journal.add(set, kubernetesVersion(), await tried(set));
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    expect(journal.results.flatMap(broken)).toEqual([]);
    // Without a proof in any set nothing has been shown, and neither by a control plane that lost nodes by itself in each.
    expect(journal.results).toHaveLength(single ? 1 : sets);
    expect(journal.results.flatMap(({ outcomes }) => outcomes).filter(({ disturbed }) => !disturbed)).not.toEqual([]);
  },
  12 * 60 * 60 * 1000,
);

/** Three deployments, so that each event begins with a placement that the model knows: at rest, after rollouts, and after one failure. */
async function tried(set: ServiceSet): Promise<Outcome[]> {
  const cluster = await Cluster.start(set.topology, { name: `set-${set.seed}`, scheduler: { preference: PREFERENCE } });
  const outcomes: Outcome[] = [];
  try {
    await prepare(cluster, [], clusterWide(set));
    const random = new Random(set.seed ^ 0x5e75);
    for (const course of [rolloutsAndDrain, nodeLossAndRollout, zoneLossAndDrain]) {
      const deployed = new DeployedSet(cluster, set, random);
      const autoscaler = new Autoscaler(deployed, new Random(random.integer(0, 2 ** 31)));
      try {
        await deployed.deploy();
        outcomes.push(await fresh(deployed));
        if (deployed.nodes().length > 0) await course(deployed, random, outcomes);
      } finally {
        await autoscaler.end();
      }
      await deployed.remove();
    }
  } catch (error) {
    // As bad as a broken proof, and no reason to end a run of hours.
    outcomes.push({ comparison: 'fresh placement', broken: [`the set could not be tried: ${(error as Error).message}`] });
  } finally {
    await cluster.stop({ keepLogs: outcomes.some((it) => it.broken.length > 0) });
  }
  return outcomes;
}

type Course = (deployed: DeployedSet, random: Random, outcomes: Outcome[]) => Promise<void>;

const rolloutsAndDrain: Course = async (deployed, random, outcomes) => {
  const rounds = deployed.set.lane === 'large' ? 3 : 1;
  for (let round = 0; round < rounds; round++)
    for (const service of shuffled(deployed.services(), random)) {
      outcomes.push(await rollOut(deployed, service));
      // Two rollouts under way at once are another matter.
      if (!isWhole(deployed)) return;
    }
  outcomes.push(await drain(deployed, one(zonesOf(deployed).flat(), random)));
  if (isWhole(deployed)) outcomes.push(await upgrade(deployed, random));
};

const nodeLossAndRollout: Course = async (deployed, random, outcomes) => {
  outcomes.push(await lose(deployed, 'node loss', [one(zonesOf(deployed).flat(), random)], random));
  outcomes.push(await rollOut(deployed, one(deployed.services(), random)));
  const removed = isWhole(deployed) ? await scaleDown(deployed, random) : undefined;
  if (removed) outcomes.push(removed);
};

const zoneLossAndDrain: Course = async (deployed, random, outcomes) => {
  const zones = zonesOf(deployed);
  if (zones.length < 2) return;
  outcomes.push(await lose(deployed, 'zone loss', one(zones, random), random));
  outcomes.push(await drain(deployed, one(zones.flat(), random)));
};
