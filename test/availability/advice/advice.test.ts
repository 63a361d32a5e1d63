import type { Topology } from '../../../src/availability';
import { judge } from '../judged';
import { budget, spread, workload, zones } from '../manifests';

const changes = (documents: readonly unknown[], topology: Topology) =>
  judge(documents, topology).services.flatMap((service) => service.advice.map((it) => it.change));

test('where no change of the manifests is enough, a larger cluster is named', () => {
  const everywhere = [workload({ kind: 'DaemonSet', annotations: { 'nines.dev/needed': '2' } })];
  expect(changes(everywhere, zones([1, 1]))).toEqual(['add a zone like zone-b']);
  expect(changes(everywhere, zones([2]))).toEqual(['add a node to pool workers of zone-a', 'add a zone like zone-a']);
});

test('a node more of a pool that has its most already is one more at its most', () => {
  const { zones: all, ...topology } = zones([3]);
  const grown = all.map((zone) => ({ ...zone, pools: zone.pools.map((pool) => ({ ...pool, autoscaling: { max: 3, start: '2m' } })) }));
  const term = { labelSelector: { matchLabels: { app: 'web' } }, topologyKey: 'kubernetes.io/hostname' };
  const pod = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } };
  const spec = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
  const documents = [workload({ annotations: { 'nines.dev/needed': '2' }, spec, pod }), budget({ maxUnavailable: 1 })];
  expect(changes(documents, { ...topology, zones: grown })).toEqual(['add a node to pool workers of zone-a']);
});

test('where neither the manifests nor the cluster is enough alone, a change of both is named', () => {
  const everywhere = workload({ kind: 'DaemonSet', annotations: { 'nines.dev/needed': '2', 'nines.dev/depends-on': 'Deployment/api' } });
  const api = workload({ name: 'api', replicas: 1, spec: { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } } });
  expect(changes([everywhere, api, budget({ maxUnavailable: 1 }, 'api')], zones([1, 1]))[0]).toBe(
    'add a zone like zone-b; api: add a required spread over zones (topology.kubernetes.io/zone) with maxSkew: 1 and matchLabelKeys: [pod-template-hash]; api: run 2 replicas',
  );
});

test('more replicas than nodes are no advice where a rolling update would wait for a node', () => {
  const term = { labelSelector: { matchLabels: { app: 'web' } }, topologyKey: 'kubernetes.io/hostname' };
  const pod = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } };
  const spec = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
  const documents = [workload({ annotations: { 'nines.dev/needed': '2' }, spec, pod }), budget({ maxUnavailable: 1 })];
  expect(changes(documents, zones([3]))).toEqual(['add a node to pool workers of zone-a']);
});

test('a smaller skew is advice where a zone may hold too many pods, and of replicas only the fewest that are enough', () => {
  const uneven = spread('zone', { maxSkew: 2, matchLabelKeys: ['pod-template-hash'] });
  const spec = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
  const documents = [
    workload({ annotations: { 'nines.dev/needed': '2' }, spec, pod: { topologySpreadConstraints: [uneven] } }),
    budget({ maxUnavailable: 1 }),
  ];
  expect(changes(documents, zones([2, 2, 2]))).toEqual(['set maxSkew: 1 in its required spread', 'run 4 replicas']);
});

test('one more copy of each shard is advice where a zone may hold all of them', () => {
  const annotations = { 'nines.dev/elasticsearch.roles': 'data', 'nines.dev/elasticsearch.index-replicas': '1' };
  const documents = [
    workload({ kind: 'StatefulSet', replicas: 6, annotations, pod: { topologySpreadConstraints: [spread('zone'), spread('host')] } }),
    budget({ maxUnavailable: 1 }),
  ];
  expect(changes(documents, zones([2, 2, 2]))).toEqual([
    'make Elasticsearch aware of zones (cluster.routing.allocation.awareness.attributes)',
    'keep 2 replicas of each index',
  ]);
});
