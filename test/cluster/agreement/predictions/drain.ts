import { cordon, requestEviction } from '../../harness/drain';
import type { Pod } from '../../harness/kubernetes-client';
import { LowWater } from '../../harness/low-water';
import { until } from '../../harness/until';
import { podsOf } from '../../harness/workloads';
import { QUIET, staysFor } from './deployment';
import { eventOf, type Given, nodesInUse } from './given';
import { notTried, type Row } from './row';

/** Drains the node with the most pods; where the model says that some node is surely stuck, one after the other until one is. */
export async function drainNode(given: Given): Promise<Row[]> {
  const { cluster, specification, service, workload } = given;
  const nodes = nodesInUse(given);
  if (nodes.length === 0) return [notTried('drain', specification.seed, 'no pod is bound')];
  const stuck = service.stuck.filter(({ event }) => event === 'drain');
  const certain = stuck.some((it) => it.certain);
  // Nothing is proved where a rule is left out: the verdict is unknown whether a drain ends or not.
  const mayStick = stuck.length > 0 || given.prediction.approximate !== undefined;
  const { worstReady } = eventOf(given, 'drain one node');
  const lowWater = new LowWater(cluster.state, [workload]);
  try {
    let ended = true;
    for (const node of certain ? nodes : nodes.slice(0, 1)) {
      ended = await drain(given, node);
      if (!ended) break;
    }
    const fewest = lowWater.of(workload);
    return [
      {
        comparison: 'drain',
        seed: specification.seed,
        kind: certain ? 'stuck' : mayStick ? 'may be stuck' : 'ends',
        predicted: `${worstReady} ready, ${certain ? 'stuck' : mayStick ? 'may be stuck' : 'ends'}`,
        observed: `${fewest} ready, ${ended ? 'ended' : 'stuck'}`,
        agrees: fewest >= worstReady && (ended ? !certain : mayStick),
      },
    ];
  } finally {
    lowWater.close();
  }
}

/** Drains a node of the workload's pods and makes it usable again; says whether it became empty. */
async function drain(given: Given, node: string): Promise<boolean> {
  const { cluster } = given;
  await cordon(cluster, node, true);
  try {
    for (;;) {
      const pods = podsOn(given, node);
      if (pods.length === 0) return true;
      const seen = fingerprint(given);
      const answers = await Promise.all(pods.map((pod) => requestEviction(cluster, pod)));
      const accepted = pods.filter((_, index) => (answers[index]?.status ?? 0) < 300);
      if (accepted.length > 0)
        await until(
          cluster.state,
          'the evicted pods to go',
          () => !podsOn(given, node).some((pod) => accepted.some((it) => it.metadata?.uid === pod.metadata?.uid)),
        );
      else if (await staysFor(cluster, QUIET, () => fingerprint(given) === seen)) return false;
    }
  } finally {
    await cordon(cluster, node, false);
  }
}

function podsOn({ cluster, workload }: Given, node: string): Pod[] {
  return podsOf(cluster.state, workload).filter(({ spec }) => spec?.nodeName === node);
}

/** Changes whenever a pod or a budget does. */
function fingerprint({ cluster, workload }: Given): string {
  const budgets = cluster.state.all('budgets', workload.namespace);
  return [...podsOf(cluster.state, workload), ...budgets].map(({ metadata }) => metadata?.resourceVersion).join();
}
