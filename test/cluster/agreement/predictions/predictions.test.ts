import { Cluster } from '../../harness/cluster';
import { prepare } from '../../harness/deploy';
import { type Options, options } from '../options';
import { SEEDS_PER_TOPOLOGY, storageClasses } from '../random/specification';
import { remove } from './deployment';
import { drainNode } from './drain';
import { deployed, type Given, placementRow } from './given';
import { Journal } from './journal';
import { loseNode, loseZone } from './loss';
import { byTopology, type Planned, planned } from './plan';
import { miss, table } from './report';
import { rollOuts } from './rollout';
import { type Comparison, comparisons, failed, isMade, notTried, type Row } from './row';

const journal = new Journal();

afterAll(() => process.stderr.write(`\n${table(journal.rows)}\n`));

test(
  'what a real scheduler does is what the model says',
  async () => {
    const groups = byTopology(planned(options()));
    process.stderr.write(`seeds from ${options().seed}\n`);
    const lane = async () => {
      for (let group = groups.shift(); group; group = groups.shift()) await onOneCluster(group);
    };
    await Promise.all(Array.from({ length: options().lanes }, lane));
    expect(journal.rows.filter(({ agrees }) => !agrees).map(miss)).toEqual([]);
    // Where nothing could be tried nothing has been shown.
    expect(comparisonsNeverMade(options(), journal.rows)).toEqual([]);
  },
  3 * 60 * 60 * 1000,
);

/** What was asked for and could not be tried on any workload; of a single one that may well be. */
function comparisonsNeverMade({ single, counts }: Options, rows: readonly Row[]): Comparison[] {
  if (single) return [];
  return comparisons.filter((name) => counts[name] > 0 && !rows.some((row) => row.comparison === name && isMade(row)));
}

async function onOneCluster(group: readonly Planned[]): Promise<void> {
  const [{ specification }] = group as [Planned];
  const name = `agreement-${Math.floor(specification.seed / SEEDS_PER_TOPOLOGY)}`;
  const cluster = await Cluster.start(specification.topology, { name });
  const before = journal.rows.length;
  try {
    // Long before they are used: a claim that comes before its class is looked at again after 15 s only.
    await prepare(cluster, [], Object.values(storageClasses));
    for (const it of group) await compareAll(cluster, it);
  } finally {
    await cluster.stop({ keepLogs: journal.rows.slice(before).some(({ agrees }) => !agrees) });
  }
}

const compare: Readonly<Record<Comparison, (given: Given) => Promise<Row[]>>> = {
  'fresh placement': async () => [],
  rollout: rollOuts,
  'node loss': loseNode,
  'zone loss': loseZone,
  drain: drainNode,
};

/** Each comparison begins with a fresh deployment, which is a comparison of its own. */
async function compareAll(cluster: Cluster, { specification, comparisons }: Planned): Promise<void> {
  for (const comparison of comparisons) {
    try {
      const given = await deployed(cluster, specification);
      journal.add([placementRow('fresh placement', given, given.prediction.fresh)]);
      const leftOut = !given.complete && given.prediction.approximate !== undefined && comparison !== 'fresh placement';
      journal.add(
        leftOut ? [notTried(comparison, specification.seed, 'pods wait for what the model leaves out')] : await compare[comparison](given),
      );
    } catch (error) {
      journal.add([failed(comparison, specification.seed, error as Error)]);
    }
    await remove(cluster, specification);
  }
}
