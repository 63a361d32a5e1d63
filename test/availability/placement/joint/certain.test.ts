import { spread, zones } from '../../manifests';
import { service, told, verdicts } from './cluster';

const overZones = (name: string, more: object = {}) => ({
  topologySpreadConstraints: [spread('zone', { labelSelector: { matchLabels: { app: name } }, ...more })],
});
const web = service('web', {
  replicas: 2,
  requests: { cpu: '1600m' },
  pod: overZones('web', { matchLabelKeys: ['pod-template-hash'] }),
});
const agent = service('agent', { kind: 'DaemonSet', requests: { cpu: '800m' } });
const data = (replicas: number) =>
  service('data', { kind: 'StatefulSet', replicas, requests: { cpu: '2400m' }, needed: 2, pod: overZones('data') });

// Zone b has one node, which takes one pod of data: the fourth waits whatever web does, and leaves it the room.
test('a rollout is not refuted for the room of pods that their own rules keep waiting', () => {
  const documents = [...web, ...data(4), ...agent];
  expect(verdicts(documents, zones([3, 1]))['web']).toBe('unknown');
  expect(told(documents, zones([3, 1]))['web']).toBe(
    'rolling update may never end: maxUnavailable is 0, and the pod that a rolling update adds may find no node: web and data request 14400m of cpu together, and the 4 nodes beside DaemonSet agent offer 12800m of cpu; request 400m of cpu or less, or add 3 nodes to each of zone-a and zone-b',
  );
});

test('a rollout is refuted where a workload fills the nodes by itself', () => {
  const alone = service('web', { replicas: 4, requests: { cpu: '2400m' } });
  expect(told(alone, zones([2, 2]))['web']).toBe(
    'rolling update never ends: maxUnavailable is 0 and the pod that a rolling update adds finds no node: the rules allow 4 pods and no more',
  );
});
