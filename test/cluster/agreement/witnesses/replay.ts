import type { Manifest } from '../../../../src/synthesis/manifest';
import type { Cluster } from '../../harness/cluster';
import { apply } from '../../harness/deploy';
import { cordon, requestEviction } from '../../harness/drain';
import { LowWater } from '../../harness/low-water';
import { nodeIsReady } from '../../harness/nodes';
import { release } from '../../harness/rollout';
import { agreed } from '../../harness/server';
import { until } from '../../harness/until';
import { podsOf, type Workload } from '../../harness/workloads';
import { type Plan, planFor } from './plan';
import { Deviation, Steering, steerable } from './steering';
import { isWitnessed, type Witness } from './witness';

/** What became of a witness on a real control plane. */
export interface Replay {
  readonly witness: Witness;
  readonly realised: boolean;
  /** What was seen, or why it did not come to that. */
  readonly seen: string;
  readonly seconds: number;
}

/** How long the event may need until the control plane itself says that too few pods are ready. */
const PATIENCE = 40;

/**
 * Brings a workload into a witness's placement, step by step as the real scheduler and controllers allow, lets the event happen, and looks whether the control plane
 * then counts fewer ready pods than are needed. The workload is gone afterwards.
 */
export async function replay(cluster: Cluster, manifests: readonly Manifest[], witness: Witness): Promise<Replay> {
  const started = performance.now();
  const done = (realised: boolean, seen: string): Replay => ({ witness, realised, seen, seconds: (performance.now() - started) / 1000 });
  const plan = planFor(witness, manifests, cluster.topology);
  if (!plan) return done(false, 'no way leads to the placement');
  const manifest = manifests.find((it) => isWitnessed(it, witness)) as Manifest;
  const {
    workloads: [workload],
  } = await apply(cluster, [steerable(manifest, plan)]);
  const steering = new Steering(cluster, workload as Workload);
  try {
    await steering.follow(plan, witness);
    const fewest = await strike(cluster, workload as Workload, witness, plan);
    return done(fewest < witness.needed, `${fewest} ready`);
  } catch (error) {
    if (error instanceof Deviation) return done(false, error.message);
    throw error;
  } finally {
    await remove(cluster, workload as Workload);
    await steering.end();
  }
}

/** Lets the event happen, and gives the fewest pods that the control plane calls ready then. */
async function strike(cluster: Cluster, workload: Workload, { event, needed }: Witness, { struck }: Plan): Promise<number> {
  const lowWater = new LowWater(cluster.state, [workload]);
  const fallen = (): Promise<unknown> =>
    until(cluster.state, 'too few ready pods', () => lowWater.of(workload) < needed, undefined, PATIENCE).catch(() => {});
  const on = podsOf(cluster.state, workload).filter((pod) => struck.includes(pod.spec?.nodeName ?? '') && !pod.metadata?.deletionTimestamp);
  try {
    // Nothing has to happen where too few pods find a place.
    if (lowWater.of(workload) < needed) return lowWater.of(workload);
    switch (event) {
      case 'lose one node':
      case 'lose one zone':
        for (const node of struck) cluster.machine(node).freeze();
        await fallen();
        break;
      case 'lose one pod':
        agreed(
          await cluster.server.delete({ apiVersion: 'v1', kind: 'Pod', metadata: on[0]?.metadata as Manifest['metadata'] }),
          'deletion of a pod',
        );
        await fallen();
        break;
      case 'drain one node':
      case 'pool upgrade':
        for (const node of struck) await cordon(cluster, node, true);
        await budgetsCount(cluster, workload);
        for (const pod of on) await requestEviction(cluster, pod);
        await fallen();
        break;
      case 'rolling update':
        await release(cluster, workload);
        await fallen();
        break;
      default:
        throw new Error(`nobody can make this happen: ${event}`);
    }
    return lowWater.of(workload);
  } finally {
    lowWater.close();
    for (const node of struck) cluster.machine(node).thaw();
    for (const node of struck) if (cluster.state.get('nodes', node)?.spec?.unschedulable) await cordon(cluster, node, false);
    await until(cluster.state, 'all nodes to be back', () => cluster.state.all('nodes').every(nodeIsReady));
  }
}

/** Until the budgets have noticed that the pods are ready; those that never allow anything are not waited for. */
async function budgetsCount(cluster: Cluster, { namespace }: Workload): Promise<void> {
  const allow = (): boolean => cluster.state.all('budgets', namespace).every(({ status }) => (status?.disruptionsAllowed ?? 0) > 0);
  await until(cluster.state, 'budgets to allow something', allow, undefined, 5).catch(() => {});
}

/** Deletes the workload with its claims, so that the next one finds nothing of it. */
async function remove(cluster: Cluster, workload: Workload): Promise<void> {
  const { state, server } = cluster;
  const uids = podsOf(state, workload).map(({ metadata }) => metadata?.uid);
  const claims = podsOf(state, workload).flatMap(
    ({ spec }) => spec?.volumes?.flatMap((volume) => volume.persistentVolumeClaim?.claimName ?? []) ?? [],
  );
  agreed(await server.delete(workload.manifest), `deletion of ${workload.name}`);
  await until(
    state,
    `the pods of ${workload.name} to go`,
    () => !state.all('pods', workload.namespace).some(({ metadata }) => uids.includes(metadata?.uid)),
  );
  for (const name of claims) {
    const answer = await server.delete({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name, namespace: workload.namespace },
    });
    // The StatefulSet may have taken them along.
    if (answer.status !== 404) agreed(answer, `deletion of claim ${name}`);
  }
  await until(state, 'the claims to go', () => claims.every((name) => !state.get('claims', name, workload.namespace)));
}
