/*
 * The tests of the tests. Each takes one protection out of an application's manifests, does what the test of the whole manifests does, and
 * expects it to go wrong; where luck could hide that, the whole manifests go through the same for comparison. What the model predicts of the
 * whole manifests is then too much, and what it predicts of the changed ones is right.
 */
import { changed, withMemory, without, withoutMatchLabelKeys, withoutSpread } from './harness/change';
import type { Cluster } from './harness/cluster';
import { boundClaims, deleteNamespace, deleteWorkloads, volumes, volumesLeft } from './harness/deletion';
import { apply } from './harness/deploy';
import { cordon, evictAll } from './harness/drain';
import { fillNodes, keepLongest } from './harness/fill-nodes';
import { type Given, onEmptyCluster, withApplication } from './harness/fixture';
import type { Pod } from './harness/kubernetes-client';
import { lose } from './harness/loss';
import { brokenPromise, type LowWater } from './harness/low-water';
import { HOSTNAME_LABEL, ZONE_LABEL } from './harness/nodes';
import { observe } from './harness/observations';
import { domainsOf } from './harness/placement';
import { brokenPrediction, Prediction } from './harness/prediction';
import { production, staging } from './harness/shop';
import { shortened } from './harness/timers';
import { until } from './harness/until';
import { podsOf, promisedInFailure, type Workload } from './harness/workloads';

describe('disruption budgets', () => {
  const check = withApplication(without(production, 'PodDisruptionBudget'));

  check('are what keeps the promise when pods are evicted', async ({ cluster, subject, workloads }) => {
    const prediction = new Prediction(subject, ['pool upgrade']);
    const lowWater = await observe(
      {
        environment: 'production without budgets',
        event: 'eviction of all pods',
        predicted: `promise broken: ${prediction.describe(workloads)}`,
      },
      () => evictAll(cluster, workloads),
      String,
    );
    expect(workloads.flatMap((workload) => brokenPromise(lowWater, workload, promisedInFailure(workload)) ?? [])).not.toEqual([]);
    expect(workloads.flatMap((workload) => brokenPrediction(lowWater, workload, prediction) ?? [])).toEqual([]);
    const shipped = new Prediction(production, ['pool upgrade']);
    expect(workloads.flatMap((workload) => brokenPrediction(lowWater, workload, shipped) ?? [])).not.toEqual([]);
  });
});

describe('matchLabelKeys', () => {
  const event = 'release while one zone is cordoned';

  describe('in the manifests', () => {
    const check = withApplication(production);

    check('keep one pod per zone through a release in the middle of maintenance', async (given) => {
      const faults = await observe(
        { environment: 'production', event, predicted: 'spread kept' },
        () => releaseAroundLastZone(given),
        orSpread,
      );
      expect(faults).toEqual([]);
    });
  });

  describe('not in the manifests', () => {
    const check = withApplication(withoutMatchLabelKeys(production));

    check('are what kept it', async (given) => {
      const about = { environment: 'production without matchLabelKeys', event, predicted: 'spread broken' };
      const faults = await observe(about, () => releaseAroundLastZone(given), orSpread);
      expect(faults).not.toEqual([]);
    });
  });
});

describe.each([
  { place: 'zone', label: ZONE_LABEL, lost: 'lose one zone', whole: production },
  { place: 'node', label: HOSTNAME_LABEL, lost: 'lose one node', whole: staging },
] as const)('the required spread over each $place', ({ place, label, lost, whole }) => {
  const event = `release while only one ${place} is free, then its loss`;
  const shipped = new Prediction(whole, [lost]);

  describe('in the manifests', () => {
    const check = withApplication(whole);

    check(`keeps the promise when a ${place} is lost after a release in the middle of maintenance`, async (given) => {
      const workload = backend(given.workloads);
      const about = { environment: whole.name, event, predicted: `promise kept: ${shipped.describe([workload])}` };
      const lowWater = await observe(about, () => fillAndLose(given, workload, label), String);
      expect(brokenPromise(lowWater, workload, promisedInFailure(workload))).toBeUndefined();
      expect(brokenPrediction(lowWater, workload, shipped)).toBeUndefined();
    });
  });

  describe('not in the manifests', () => {
    const check = withApplication(withoutSpread(whole, label));

    check(`is what kept it`, async (given) => {
      const workload = backend(given.workloads);
      const prediction = new Prediction(given.subject, [lost]);
      const about = {
        environment: `${whole.name} without spread over ${place}s`,
        event,
        predicted: `promise broken: ${prediction.describe([workload])}`,
      };
      const lowWater = await observe(about, () => fillAndLose(given, workload, label), String);
      expect(brokenPromise(lowWater, workload, promisedInFailure(workload))).toBeDefined();
      expect(brokenPrediction(lowWater, workload, shipped)).toBeDefined();
      expect(brokenPrediction(lowWater, workload, prediction)).toBeUndefined();
    });
  });
});

describe.each([
  { place: 'zone', label: ZONE_LABEL, whole: production },
  // Two of its own size don't fit on a node, spread or not.
  { place: 'node', label: HOSTNAME_LABEL, whole: withMemory(staging, '512Mi') },
])('Elasticsearch’s required spread over each $place', ({ place, label, whole }) => {
  const event = `first start while only one ${place} is free`;

  describe('in the manifests', () => {
    const check = onEmptyCluster(whole);

    check(`keeps its masters apart`, async (given) => {
      const most = await observe({ environment: whole.name, event, predicted: '1 master' }, () => startIn(given, label), mastersTogether);
      expect(most).toBe(1);
    });
  });

  describe('not in the manifests', () => {
    const check = onEmptyCluster(withoutSpread(whole, label));

    check('is what kept them apart', async (given) => {
      const about = { environment: `${whole.name} without spread over ${place}s`, event, predicted: '2 masters or more' };
      const most = await observe(about, () => startIn(given, label), mastersTogether);
      expect(most).toBeGreaterThan(1);
    });
  });
});

describe('the reclaim policy', () => {
  const check = withApplication(
    changed(production, (draft) => {
      if (draft.kind === 'StorageClass') draft.reclaimPolicy = 'Delete';
    }),
  );

  check('is what keeps volumes when the namespace is deleted', async ({ cluster }) => {
    expect(volumes(cluster)).not.toEqual([]);
    const left = await observe(
      { environment: 'production with reclaimPolicy Delete', event: 'deletion of the namespace', predicted: 'volumes deleted' },
      () => deleteNamespace(cluster, 'shop').then(() => volumesLeft(cluster)),
      (kept) => `${kept.length} volumes kept`,
    );
    expect(left).toEqual([]);
  });
});

describe('the claims’ retention policy', () => {
  const check = withApplication(
    changed(production, ({ spec }) => {
      if (spec?.persistentVolumeClaimRetentionPolicy) spec.persistentVolumeClaimRetentionPolicy.whenDeleted = 'Delete';
    }),
  );

  check('is what keeps claims when the workloads are deleted', async ({ cluster, workloads }) => {
    expect(boundClaims(cluster)).not.toEqual([]);
    await observe(
      { environment: 'production with whenDeleted Delete', event: 'deletion of the workloads', predicted: 'claims deleted' },
      async () => {
        await deleteWorkloads(cluster, workloads);
        await until(cluster.state, 'the claims to be deleted', () => boundClaims(cluster).length === 0);
      },
      () => 'claims deleted',
    );
  });
});

/**
 * Releases the backend while the last zone is cordoned, whose pod of the old release goes last: it stands in for its zone until the very end.
 *
 * @returns what is wrong with where the pods stand then
 */
async function releaseAroundLastZone({ cluster, workloads }: Given): Promise<string[]> {
  const last = nodesIn(cluster, ZONE_LABEL, domainsOf(cluster.state, ZONE_LABEL).at(-1));
  const others = [...cluster.machines.keys()].filter((node) => !last.includes(node));
  const workload = backend(workloads);
  await keepLongest(cluster, workload, last);
  return fillNodes(cluster, workload, others);
}

/** Releases the workload while only the first zone or node is free, and then loses that. */
async function fillAndLose({ cluster }: Given, workload: Workload, label: string): Promise<LowWater> {
  const names = nodesIn(cluster, label, domainsOf(cluster.state, label)[0]);
  await fillNodes(cluster, workload, names);
  const { lowWater } = await lose(cluster, names, [workload]);
  return lowWater;
}

/**
 * Applies the manifests while only the first zone or node is free, but for the stateless services, which would take its room. Returns how many
 * masters stand in it, once each stands or waits.
 */
async function startIn({ cluster, subject }: Given, label: string): Promise<number> {
  const free = nodesIn(cluster, label, domainsOf(cluster.state, label)[0]);
  for (const node of [...cluster.machines.keys()].filter((name) => !free.includes(name))) await cordon(cluster, node, true);
  const manifests = subject.manifests.filter(({ kind }) => !['Deployment', 'HorizontalPodAutoscaler'].includes(kind));
  const { workloads } = await apply(cluster, manifests.map(shortened), subject.secrets);
  const elasticsearch = workloads.find(({ kind }) => kind === 'StatefulSet') as Workload;
  const pods = () => podsOf(cluster.state, elasticsearch);
  const decided = () => pods().every((pod) => pod.spec?.nodeName || waitsForNode(pod));
  await until(cluster.state, 'each master to stand or to wait', () => pods().length === elasticsearch.atLeast && decided());
  return pods().filter((pod) => pod.spec?.nodeName).length;
}

/** Whether it has been compared with the nodes: a pod whose claim the scheduler has not seen yet is refused as well, and tried again. */
function waitsForNode(pod: Pod): boolean {
  return (pod.status?.conditions ?? []).some(
    ({ type, message }) => type === 'PodScheduled' && /node\(s\) were unschedulable/.test(message ?? ''),
  );
}

function mastersTogether(count: number): string {
  return count === 1 ? '1 master' : `${count} masters`;
}

function nodesIn(cluster: Cluster, label: string, domain: string | undefined): string[] {
  const nodes = cluster.state.all('nodes').filter(({ metadata }) => metadata?.labels?.[label] === domain);
  return nodes.map(({ metadata }) => metadata?.name as string);
}

function orSpread(faults: readonly string[]): string {
  return faults.join('; ') || 'spread kept';
}

function backend(workloads: readonly Workload[]): Workload {
  return workloads.find(({ name }) => name === 'backend') as Workload;
}
