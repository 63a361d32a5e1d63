import { transitionsOf } from '../../src/availability';
import type { Topology } from '../../src/cluster/topology';
import { topologies } from '../../src/platform/topologies';
import { indexed } from '../indexed';
import { spread, workload, zones } from './manifests';

const aws = topologies.get('aws-3x2') as Topology;
const ID = 'Deployment/shop/web';

const web = (image: string, pod: object = {}, replicas = 3) =>
  workload({
    annotations: { 'nines.dev/needed': '2' },
    spec: { replicas, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
    pod: { containers: [{ name: 'main', image, resources: { requests: { cpu: '100m', memory: '64Mi' } } }], ...pod },
  });

const transition = (before: object, after: object) => transitionsOf(indexed([before]), indexed([after]), aws)(ID);

test('a new image is rolled out where the old one was', () => {
  expect(transition(web('a:1'), web('a:2'))).toEqual({
    verdict: 'safe',
    because: 'from every placement that the old pods may have, each new pod finds a node',
  });
});

test('a rule that comes with the new pods is held against the placements of the old ones', () => {
  const strict = { topologySpreadConstraints: [spread('zone')] };
  expect(transition(web('a:1'), web('a:2', strict))?.verdict).not.toBe('stuck');
});

test.each([
  [web('a:2', {}, 4), 'the number of replicas changes with the pod template'],
  [
    web('a:2', { containers: [{ name: 'main', image: 'a:2', resources: { requests: { cpu: '50m', memory: '64Mi' } } }] }),
    'the new pods request less cpu, and the old ones take more room than the check assumes',
  ],
])('what the check cannot follow is unknown', (after, because) => {
  expect(transition(web('a:1'), after)).toEqual({ verdict: 'unknown', because });
});

test('a workload that is new has no transition', () => {
  expect(transitionsOf(indexed([]), indexed([web('a:1')]), aws)(ID)).toBeUndefined();
});

const HOST = 'kubernetes.io/hostname';
const apart = (labels: object = { app: 'web' }) => ({
  affinity: {
    podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: HOST, labelSelector: { matchLabels: labels } }] },
  },
});
const inZone = (name: string) => ({ nodeSelector: { 'topology.kubernetes.io/zone': name } });
const requesting = (image: string, cpu: string) => ({ containers: [{ name: 'main', image, resources: { requests: { cpu } } }] });

/** On zones of a node each, with four cores. */
const on = (nodes: readonly number[], before: readonly object[], after: readonly object[], id = ID) =>
  transitionsOf(indexed(before), indexed(after), zones(nodes))(id);

test('the required anti-affinity of the old pods keeps the new ones away', () => {
  const [before, after] = [web('a:1', apart()), web('a:2')];
  expect(on([1, 1, 1], [before], [after])).toEqual({
    verdict: 'unknown',
    because: 'the required anti-affinity of the old pods over kubernetes.io/hostname keeps the new ones away while they run',
  });
  expect(on([1, 1, 1], [web('a:1')], [web('a:2')])?.verdict).toBe('safe');
});

test('the new pods may select a zone that was like any other', () => {
  const one = (image: string, pod: object) => workload({ replicas: 1, spec: { strategy }, pod: { ...requesting(image, '3'), ...pod } });
  const strategy = { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
  // The old pod is in either zone, and in one of them it takes the room of the new one.
  expect(on([1, 1], [one('a:1', {})], [one('a:2', inZone('zone-b'))])).toEqual({
    verdict: 'unknown',
    because: expect.stringContaining(
      'maxUnavailable is 0, and the pod that a rolling update adds finds no node: 2 pods of web request 3000m',
    ),
  });
});

test('the nodes that the new pods select may be too few for them', () => {
  const set = (image: string, pod: object) => workload({ kind: 'StatefulSet', replicas: 3, pod: { ...requesting(image, '2'), ...pod } });
  expect(on([1, 1], [set('a:1', {})], [set('a:2', inZone('zone-a'))], 'StatefulSet/shop/web')?.verdict).not.toBe('safe');
});

test('with Recreate only the new rules count', () => {
  const recreated = (image: string, pod: object) =>
    workload({ replicas: 3, spec: { strategy: { type: 'Recreate' } }, pod: { ...requesting(image, '1'), ...pod } });
  expect(on([1, 1], [recreated('a:1', apart())], [recreated('a:2', {})])?.verdict).toBe('safe');
  expect(on([1, 1], [recreated('a:1', {})], [recreated('a:2', apart())])).toEqual({
    verdict: 'stuck',
    because: 'the nodes take 2 of 3 pods: the constraints and the nodes allow no more',
  });
});

test('an ordered StatefulSet replaces no pod while one waits for a node', () => {
  const set = (image: string, cpu: string, policy: string) =>
    workload({
      kind: 'StatefulSet',
      replicas: 2,
      spec: { podManagementPolicy: policy },
      pod: { ...requesting(image, cpu), ...inZone('zone-a') },
    });
  const changed = (policy: string) => {
    const { nodeSelector: _, ...pod } = { ...requesting('a:2', '3'), ...inZone('zone-a') };
    const after = workload({ kind: 'StatefulSet', replicas: 2, spec: { podManagementPolicy: policy }, pod });
    return on([1, 1], [set('a:1', '3', policy)], [after], 'StatefulSet/shop/web');
  };
  expect(changed('OrderedReady')).toEqual({
    verdict: 'unknown',
    because: 'an old pod may wait for a node, and a StatefulSet replaces none in order while one waits',
  });
  expect(changed('Parallel')?.verdict).toBe('safe');
});

test('a rule that reads a label that changes tells old pods from new ones', () => {
  const labelled = (image: string, version: string, pod: object) =>
    workload({ labels: { version }, pod: { ...requesting(image, '1'), ...pod } });
  const strict = { topologySpreadConstraints: [spread('host', { labelSelector: { matchLabels: { version: '2' } } })] };
  expect(on([1, 1, 1], [labelled('a:1', '1', {})], [labelled('a:2', '2', strict)])).toEqual({
    verdict: 'unknown',
    because: 'the rules of where its pods may run read the label version, which changes',
  });
  const plain = { topologySpreadConstraints: [spread('host')] };
  expect(on([2, 2, 2], [labelled('a:1', '1', plain)], [labelled('a:2', '2', plain)])?.verdict).toBe('safe');
});

test('a workload that becomes smaller, or goes, still takes its room', () => {
  const other = (replicas: number) => workload({ name: 'other', replicas, pod: requesting('b:1', '3') });
  const one = (image: string) => workload({ replicas: 1, pod: requesting(image, '3') });
  expect(on([1, 1, 1], [one('a:1'), other(1)], [one('a:2')])?.verdict).toBe('safe');
  for (const after of [[one('a:2')], [one('a:2'), other(1)]])
    expect(on([1, 1, 1], [one('a:1'), other(2)], after)).toEqual({
      verdict: 'unknown',
      because: 'it may have to wait until Deployment/shop/other makes room',
    });
});
