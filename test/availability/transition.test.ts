import { transitionsOf } from '../../src/availability';
import type { Topology } from '../../src/cluster/topology';
import { topologies } from '../../src/platform/topologies';
import { indexed } from '../objects';
import { spread, workload } from './manifests';

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
