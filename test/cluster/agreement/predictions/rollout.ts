import { LowWater } from '../../harness/low-water';
import { release } from '../../harness/rollout';
import { rest } from './deployment';
import { eventOf, type Given, placementRow } from './given';
import { notTried, type Row } from './row';

/** Rollouts in a row: what one leaves is what the next begins with. */
const ROUNDS = 3;

/** Rolls a workload out again and again, and holds where its pods stand after each against the set after rollouts. */
export async function rollOuts(given: Given): Promise<Row[]> {
  const { specification, service } = given;
  if (!given.complete) return [notTried('rollout', specification.seed, 'pods wait for a node already')];
  const stuck = service.stuck.filter(({ event }) => event === 'rolling update');
  const perRevision = JSON.stringify(specification.manifests[0]).includes('matchLabelKeys') ? 'with' : 'without';
  const rows: Row[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const { ended, fewest } = await rollOut(given);
    const row = placementRow('rollout', given, given.prediction.afterRollouts);
    const promised = eventOf(given, 'rolling update').worstReady;
    const asPredicted = ended ? !stuck.some(({ certain }) => certain) : stuck.length > 0 || given.prediction.approximate !== undefined;
    rows.push({
      ...row,
      kind: `${ended ? row.kind : 'stuck'}, ${perRevision} matchLabelKeys`,
      predicted: `${promised} ready, ${stuck.length > 0 ? 'stuck' : 'ends'}, ${row.predicted}`,
      observed: `round ${round}: ${fewest} ready, ${ended ? 'ended' : 'stuck'}, ${row.observed}`,
      // What is under way is in no set.
      agrees: asPredicted && fewest >= promised && (!ended || row.agrees),
      ...(ended ? {} : { vector: undefined }),
    });
    if (!ended) break;
  }
  return rows;
}

async function rollOut({ cluster, workload }: Given): Promise<{ ended: boolean; fewest: number }> {
  const lowWater = new LowWater(cluster.state, [workload]);
  try {
    await release(cluster, workload);
    return { ended: await rest(cluster, workload), fewest: lowWater.of(workload) };
  } finally {
    lowWater.close();
  }
}
