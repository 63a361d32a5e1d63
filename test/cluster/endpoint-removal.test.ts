/*
 * How long a Service sends requests to a pod that is gone, on a real control plane.
 *
 * A kubelet renews its node's lease every quarter of the lease's time. The node controller looks at all leases every period, counts the grace
 * from the look that first saw the last renewal, and the look that finds it over marks the pods of the node as not ready. So the endpoints go
 * more than the grace after the last renewal, always; and at most two looks after the grace where nothing is late. A loaded machine delays some
 * of several losses and hardly all, so of the second only the fastest is held to it. No limit here is a guess about the machine.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Estimate } from '../../src/availability';
import type { Topology } from '../../src/cluster/topology';
import type { Manifest } from '../../src/synthesis/manifest';
import { judge } from '../availability/judged';
import { requestEviction } from './harness/drain';
import { crashEndpoint, endpointOf, loseEndpoint, type Removal } from './harness/endpoint-removal';
import { readyEndpoints } from './harness/endpoints';
import { type Given, withApplication } from './harness/fixture';
import { nodesOfZone } from './harness/loss';
import { observe } from './harness/observations';
import { agreed } from './harness/server';
import { KUBERNETES } from './harness/timers';
import { until } from './harness/until';
import { isComplete, podsOf, type Workload } from './harness/workloads';

const service = serviceOf('web', {});
const unready = serviceOf('unready', { publishNotReadyAddresses: true });

/** A pod on every node: four nodes are lost one by one, three as a zone, and one stays. */
const topology: Topology = {
  kubernetes: '1.36',
  zones: [zone('a', 5), zone('b', 3)],
};

const affinity = {
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } },
    ],
  },
};
const web: Manifest = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    replicas: 8,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { affinity, containers: [{ name: 'main', image: 'registry.example/main:1' }] },
    },
  },
};
const manifests: Manifest[] = [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }, service, unready, web];

/** Kubernetes' own times, and those of clusters that notice sooner; in seconds. */
const settings = [KUBERNETES, { ...KUBERNETES, nodeMonitorGrace: 16 }];

describe.each(settings)('grace $nodeMonitorGrace s, period $nodeMonitorPeriod s, lease $nodeLease s', (timers) => {
  const { nodeMonitorGrace: grace, nodeMonitorPeriod: period, nodeLease } = timers;
  const renewal = nodeLease / 4;
  const predicted = `${grace - renewal} to ${grace + 2 * period} s`;
  const name = `endpoint-removal-${grace}`;
  const check = withApplication({ name, topology, manifests, classes: [], secrets: [] }, timers);

  check('endpoints of crashed containers go as soon as the kubelet says so', async (given) => {
    const about = { environment: name, event: '4 crashes', predicted: 'under 1 s' };
    const seen = await observe(
      about,
      () => crashes(given),
      (lags) => `${Math.min(...lags)} to ${Math.max(...lags)} ms`,
    );
    expect(Math.min(...seen)).toBeLessThan(1000);
  });

  check('an evicted pod is no endpoint while it still runs', async (given) => {
    await evicted(given);
  });

  check(
    'endpoints of a lost node and of a lost zone go after the grace, unless the Service publishes addresses that are not ready',
    async (given) => {
      const about = { environment: name, event: 'loss of 4 nodes and of a zone', predicted };
      const seen = await observe(about, () => losses(given, renewal, grace), inWords);
      const delays = seen.map(({ lost, removed }) => (removed - lost) / 1000);

      for (const { renewed, removed } of seen) expect(removed - renewed).toBeGreaterThan(grace * 1000);
      expect(Math.min(...delays)).toBeLessThan(grace + 2 * period);
      expect(readyEndpoints(given.cluster.state, unready)).toHaveLength(8);
      const { low, high } = noticeOfLoss(grace);
      expect(Math.min(...delays)).toBeLessThan(high);
      expect(delays.reduce((sum, delay) => sum + delay, 0) / delays.length).toBeGreaterThan(low);
    },
  );

  test('the risk table has the range that these settings leave', () => {
    const { value, low, high } = noticeOfLoss(grace);
    expect(value).toBe(grace);
    expect([low, high]).toEqual([grace - renewal, grace + 2 * period]);
  });
});

function serviceOf(name: string, spec: object): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec },
  };
}

/** What the risk table says about the same pods on the same nodes, if nodes fail at all. */
function noticeOfLoss(grace: number): Estimate {
  const rate = { mtbf: '3130h', mttr: '15m', source: 'test' };
  const zones = topology.zones.map((it) => ({ ...it, pools: it.pools.map((pool) => ({ ...pool, rate })) }));
  const given = { ...topology, zones, times: { nodeMonitorGrace: `${grace}s` } };
  const [result] = judge(manifests, given, { withoutAdvice: true }).services;
  return result?.downtime.risks.find(({ id }) => id === 'node-failover')?.notice as Estimate;
}

function zone(name: string, count: number): Topology['zones'][number] {
  const pool = { name: 'pool', rate: 'never', allocatable: { cpu: '2', memory: '4Gi', pods: 10 } } as const;
  return { name, rate: 'never', pools: [{ ...pool, count }] };
}

/** One after the other on machines that hang, so that what the test says in the kubelet's name stands; then they go on. */
async function crashes({ cluster, workloads }: Given): Promise<number[]> {
  const [workload] = workloads as [Workload];
  const lags: number[] = [];
  for (const pod of podsOf(cluster.state, workload).slice(0, 4)) {
    const machine = cluster.machine(pod.spec?.nodeName as string);
    machine.freeze();
    lags.push(await crashEndpoint(cluster, service, pod));
    machine.thaw();
  }
  await until(cluster.state, 'all pods to be endpoints again', () => readyEndpoints(cluster.state, service).length === workload.atLeast);
  return lags;
}

/** A machine that hangs does not end its pods: only the endpoint can tell that the pod is asked to go. */
async function evicted({ cluster, workloads }: Given): Promise<void> {
  const [workload] = workloads as [Workload];
  const [pod] = podsOf(cluster.state, workload) as [ReturnType<typeof podsOf>[number]];
  const podName = pod.metadata?.name as string;
  const machine = cluster.machine(pod.spec?.nodeName as string);
  machine.freeze();
  agreed(await requestEviction(cluster, pod), `eviction of ${podName}`);
  const endpoint = () => endpointOf(cluster, service, podName);
  await until(cluster.state, `the endpoint of ${podName} to change`, () => endpoint()?.conditions?.ready === false);
  expect(endpoint()?.conditions).toEqual({ ready: false, serving: true, terminating: true });
  expect(cluster.state.get('pods', podName, 'shop')?.status?.phase).toBe('Running');
  machine.thaw();
  await until(cluster.state, 'all pods to be ready', () => isComplete(cluster.state, workload));
}

/** Spread over the time between two renewals: what a lease's age adds or takes is then seen. */
async function losses({ cluster }: Given, renewal: number, grace: number): Promise<Removal[]> {
  const patience = grace + 90;
  const lost: Promise<Removal>[] = [];
  for (const node of nodesOfZone(cluster, 'a').slice(0, 4)) {
    lost.push(loseEndpoint(cluster, service, node, patience));
    await pause((renewal / 4) * 1000);
  }
  lost.push(...nodesOfZone(cluster, 'b').map((node) => loseEndpoint(cluster, service, node, patience)));
  return Promise.all(lost);
}

function inWords(removals: readonly Removal[]): string {
  return removals.map(({ lost, removed }) => ((removed - lost) / 1000).toFixed(1)).join(', ');
}
