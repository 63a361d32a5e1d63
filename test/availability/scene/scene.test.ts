import { contextOf } from '../../../src/availability/judge';
import type { SceneEventKind } from '../../../src/availability/scene/scene';
import { sceneOf } from '../../../src/availability/scene/scenes';
import type { Topology } from '../../../src/cluster/topology';
import { indexed } from '../../indexed';
import { budget, spread, workload, zones } from '../manifests';

function scene(objects: readonly unknown[], topology: Topology) {
  return sceneOf(contextOf(indexed(objects), topology, {}));
}

type Scene = ReturnType<typeof scene>;

function event({ worst }: Scene, kind: SceneEventKind, subject = 0) {
  const found = worst.events.find((it) => it.kind === kind && it.subject === subject);
  if (!found) throw new Error(`no event ${kind} ${subject}`);
  return found;
}

const spreadOut = { topologySpreadConstraints: [spread('zone')] };

test('pods stand evenly where that is expected, and where rules allow it on one node at worst', () => {
  const { expected, worst } = scene([workload()], zones([2, 2, 2]));
  expect(expected.pods.map(({ node }) => node)).toEqual([0, 2, 4]);
  expect(new Set(worst.pods.map(({ node }) => node)).size).toBe(1);
});

test('a lost zone stops a service whose pods may all be in it', () => {
  const lost = event(scene([workload()], zones([2, 2, 2])), 'lose zone');
  expect(lost.effects).toEqual([{ workload: 0, ready: 0, answers: 'no' }]);
  expect(lost.fates.map(({ becomes, seconds }) => [becomes, seconds])).toEqual(Array(3).fill(['moves', 50 + 300 + 30 + 20]));
});

test('pods that a spread keeps out of the other zones wait', () => {
  const lost = event(scene([workload({ pod: spreadOut })], zones([2, 2, 2])), 'lose zone', 1);
  expect(lost.fates).toEqual([
    { pod: 1, becomes: 'waits', seconds: 3600, because: 'its rules and the room on other nodes leave it no other place' },
  ]);
  expect(lost.effects).toEqual([{ workload: 0, ready: 2, answers: 'yes' }]);
});

test('the pod of a StatefulSet waits for its node', () => {
  const data = workload({ kind: 'StatefulSet', annotations: { 'nines.dev/needed': '2' }, pod: spreadOut });
  const lost = event(scene([data], zones([2, 2, 2])), 'lose node');
  expect(lost.fates).toEqual([
    { pod: 0, becomes: 'waits', seconds: 900, because: "a StatefulSet's pod is not replaced while its node may come back" },
  ]);
});

test('a drain moves as many pods at a time as the budget allows', () => {
  const drained = event(scene([workload(), budget({ maxUnavailable: 1 })], zones([2, 2, 2])), 'drain node');
  expect(drained.effects).toEqual([{ workload: 0, ready: 2, answers: 'yes' }]);
  expect(drained.fates.map(({ becomes, seconds }) => [becomes, seconds])).toEqual(Array(3).fill(['moves', 30]));
});

test('pods that their own probes keep from being ready take as long as these in a drain and in a rolling update', () => {
  const readinessProbe = { initialDelaySeconds: 90, httpGet: { port: 80 } };
  const slow = workload({ pod: { containers: [{ name: 'main', image: 'registry.example/main:1', readinessProbe }] } });
  const found = scene([slow, budget({ maxUnavailable: 1 })], zones([2, 2, 2]));
  expect(event(found, 'drain node').fates.map(({ seconds }) => seconds)).toEqual([90, 90, 90]);
  expect(event(found, 'roll out').fates.map(({ seconds }) => seconds)).toEqual([90, 90, 90]);
});

test('a rolling update adds a pod where the rules have a place', () => {
  const rolled = event(scene([workload({ pod: spreadOut })], zones([2, 2, 2])), 'roll out');
  expect(rolled.fates.map(({ becomes }) => becomes)).toEqual(['restarts', 'restarts', 'restarts']);
  expect(rolled.added).toHaveLength(1);
  expect(rolled.effects).toEqual([{ workload: 0, ready: 3, answers: 'yes' }]);
});

test('a service answers as long as what it depends on does', () => {
  const data = workload({ name: 'data', replicas: 1 });
  const web = workload({ annotations: { 'nines.dev/depends-on': 'Deployment/data' }, pod: spreadOut });
  const found = scene([web, data], zones([1, 1, 1]));
  const node = found.worst.pods.find(({ workload: at }) => at === 1)?.node ?? 0;
  expect(event(found, 'lose node', node).effects).toContainEqual({ workload: 0, ready: 2, answers: 'no', through: 1 });
  expect(found.workloads[0]?.dependsOn).toEqual([{ id: 'Deployment/shop/data', isSoft: false }]);
});

test('pods without room wait for a node, and an event leaves the nodes as they were', () => {
  const { worst } = scene(
    [workload({ replicas: 5, pod: { containers: [{ name: 'main', resources: { requests: { memory: '9Gi' } } }] } })],
    zones([1, 1, 1]),
  );
  expect(worst.pods.map(({ node }) => node).sort()).toEqual([0, 1, 2, null, null]);
  expect(worst.events.filter(({ kind }) => kind === 'lose node').map(({ fates }) => fates.length)).toEqual([1, 1, 1]);
});

test('what nobody knows is said to be unknown', () => {
  const data = workload({ kind: 'StatefulSet', pod: spreadOut });
  expect(event(scene([data], zones([1, 1, 1])), 'lose node').effects).toEqual([{ workload: 0, ready: 2, answers: 'unknown' }]);
});
