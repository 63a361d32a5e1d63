/*
 * Two autoscalers of one workload: each brings it into its own range, and none goes by metrics. Where the ranges have a number in common the workload rests at the one that the
 * model names (src/availability/workload/autoscalers.ts); where they have none it goes back and forth between them.
 */
import { scaleOf } from '../../src/manifests/scale';
import type { Manifest } from '../../src/synthesis/manifest';
import { zones } from '../availability/manifests';
import { indexed } from '../indexed';
import { Cluster } from './harness/cluster';
import { apply } from './harness/deploy';
import { until } from './harness/until';

const namespace = 'shop';
const cases: readonly { readonly name: string; readonly replicas: number; readonly ranges: readonly (readonly [number, number])[] }[] = [
  {
    name: 'above-both',
    replicas: 5,
    ranges: [
      [1, 3],
      [1, 3],
    ],
  },
  {
    name: 'below-both',
    replicas: 1,
    ranges: [
      [3, 6],
      [4, 6],
    ],
  },
  {
    name: 'within-both',
    replicas: 2,
    ranges: [
      [1, 4],
      [2, 6],
    ],
  },
];
const apart = {
  name: 'apart',
  replicas: 1,
  ranges: [
    [1, 2],
    [4, 5],
  ],
} as const;

let cluster: Cluster;

beforeAll(async () => {
  cluster = await Cluster.start(zones([2]), { name: 'two-autoscalers' });
  await apply(cluster, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }]);
});

afterAll(() => cluster?.stop());

test.each(cases)('$name: it rests at the number that the model names', async (given) => {
  const manifests = manifestsOf(given);
  await apply(cluster, manifests);
  const rest = predicted(manifests);
  await until(cluster.state, `${given.name} to have ${rest} pods`, () => replicasOf(given.name) === rest);
  // Both look every second, and one whose write met the other's writes its own number once more.
  await seenOf(given.name, 6);
  expect([...(await seenOf(given.name, 6))]).toEqual([rest]);
});

test('ranges without a common number: it has at least as many as the model names', async () => {
  const manifests = manifestsOf(apart);
  await apply(cluster, manifests);
  await until(cluster.state, 'the second autoscaler to add pods', () => replicasOf(apart.name) >= 4);
  const seen = await seenOf(apart.name, 10);
  expect(Math.min(...seen)).toBe(predicted(manifests));
  expect(Math.max(...seen)).toBe(4);
});

/** The numbers of pods that a Deployment asks for in some seconds. */
async function seenOf(name: string, seconds: number): Promise<ReadonlySet<number>> {
  const seen = new Set([replicasOf(name)]);
  const end = cluster.state.onChange(() => seen.add(replicasOf(name)));
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  end();
  return seen;
}

function replicasOf(name: string): number {
  const { spec } = cluster.state.get('deployments', name, namespace) ?? {};
  return (spec as { replicas?: number } | undefined)?.replicas ?? 0;
}

function predicted(manifests: readonly Manifest[]): number {
  const index = indexed(manifests);
  const [workload] = index.objects.flatMap((object) => index.workload(object) ?? []);
  if (!workload) throw new Error('no Deployment in the manifests');
  return scaleOf(workload, index.autoscalersOf(workload))?.replicas ?? 0;
}

function manifestsOf({ name, replicas, ranges }: (typeof cases)[number]): readonly Manifest[] {
  const labels = { app: name };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'registry.example/main:1' }] } };
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name };
  const metrics = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }];
  return [
    ...ranges.map(([minReplicas, maxReplicas], at) => ({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: `${name}-${at}`, namespace },
      spec: { minReplicas, maxReplicas, scaleTargetRef, metrics },
    })),
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace },
      spec: { replicas, selector: { matchLabels: labels }, template },
    },
  ];
}
