/*
 * An autoscaled service at its most pods: what is promised of its fewest must hold here too. There are no metrics on this cluster, so nobody but
 * the test scales, and the autoscaler lets everything between its bounds be.
 */
import type { Cluster } from './harness/cluster';
import { cordon, drain } from './harness/drain';
import { type Given, withApplication } from './harness/fixture';
import { lose, nodesOfZone } from './harness/loss';
import { brokenPromise, LowWater } from './harness/low-water';
import { nodesOf } from './harness/nodes';
import { observe } from './harness/observations';
import { singlePointsOfFailure } from './harness/placement';
import { rollOutRepeatedly } from './harness/rollout';
import { agreed } from './harness/server';
import { production } from './harness/shop';
import { until } from './harness/until';
import { cannotBePlaced, isComplete, podsOf, promisedInFailure, type Workload, workloadsOf } from './harness/workloads';

const ENVIRONMENT = 'production at its most pods';
const [zone] = production.topology.zones.map(({ name }) => name) as [string];
const [first, , second] = nodesOf(production.topology, production.topology.kubernetes).map(({ metadata }) => metadata?.name as string);
const backend = workloadsOf(production.manifests).find(({ name }) => name === 'backend') as Workload;
const promised = promisedInFailure(backend);
const check = withApplication(production);

test('the service has an autoscaler that adds pods', () => {
  expect(most()).toBeGreaterThan(backend.atLeast);
});

// The price of pods that are never two in one zone where they should be in two: docs/decisions/0042-autoscaling.md.
check('adds no pod while a zone is lost, and all of them when it is back', async (given) => {
  const waiting = await observe(
    { environment: 'production', event: `loss of zone ${zone}, then ${most()} pods are wanted`, predicted: 'the added pods wait' },
    () => scaleWithout(given, zone),
    (count) => `${count} wait`,
  );
  expect(waiting).toBeGreaterThan(0);
});

check('keeps its promise and its spread through rollouts', async ({ cluster }) => {
  const { fewest, faults } = await observe(
    { environment: ENVIRONMENT, event: '3 rollouts of backend', predicted: `${promised} ready, spread kept` },
    () => rollOutRepeatedly(cluster, backend, 3),
    (seen) => `${seen.fewest} ready, ${seen.faults.length} faults`,
  );
  expect(faults).toEqual([]);
  expect(fewest).toBeGreaterThanOrEqual(promised);
});

check('keeps its promise while one node after the other is drained and stays away, and no drain gets stuck', async ({ cluster }) => {
  const lowWater = await observe(
    { environment: ENVIRONMENT, event: `drain of ${first} and ${second}`, predicted: `${promised} ready` },
    () => drainBoth(cluster),
    String,
  );
  expect(brokenPromise(lowWater, backend, promised)).toBeUndefined();
});

check('keeps its promise when a zone is lost', async ({ cluster }) => {
  const { lowWater } = await observe(
    { environment: ENVIRONMENT, event: `loss of zone ${zone}`, predicted: `${promised} ready` },
    () => lose(cluster, nodesOfZone(cluster, zone), [backend]),
    (seen) => String(seen.lowWater),
  );
  expect(brokenPromise(lowWater, backend, promised)).toBeUndefined();
  expect(singlePointsOfFailure(cluster.state, backend)).toEqual([]);
});

async function drainBoth(cluster: Cluster): Promise<LowWater> {
  const lowWater = new LowWater(cluster.state, [backend]);
  const nodes = [first, second] as string[];
  try {
    for (const node of nodes) await drain(cluster, node);
    await until(cluster.state, 'the drained pods to be back', () => isComplete(cluster.state, backend));
    return lowWater;
  } finally {
    lowWater.close();
    for (const node of nodes) await cordon(cluster, node, false);
  }
}

/** How many pods wait for a node when more are wanted in the middle of an outage. */
async function scaleWithout({ cluster }: Given, lost: string): Promise<number> {
  const nodes = nodesOfZone(cluster, lost);
  try {
    for (const node of nodes) cluster.machine(node).freeze();
    await until(cluster.state, `${lost} to count as lost`, () => podsOf(cluster.state, backend).some(cannotBePlaced));
    agreed(await cluster.server.merge(backend.manifest, { spec: { replicas: most() } }), `scaling of ${backend.name}`);
    const living = () => podsOf(cluster.state, backend).filter(({ metadata }) => !metadata?.deletionTimestamp);
    await until(cluster.state, 'the added pods', () => living().length === most() && living().filter(cannotBePlaced).length > 1);
    return living().filter(cannotBePlaced).length;
  } finally {
    for (const node of nodes) cluster.machine(node).thaw();
    await until(cluster.state, 'the recovery', () => isComplete(cluster.state, backend));
  }
}

/** The most pods that its autoscaler may run. */
function most(): number {
  const scalers = production.manifests.filter(({ kind, metadata }) => kind === 'HorizontalPodAutoscaler' && metadata.name === backend.name);
  const [spec] = scalers.map((scaler) => scaler['spec'] as { maxReplicas: number });
  return spec?.maxReplicas ?? 0;
}
