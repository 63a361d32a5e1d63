import type { Topology } from '../../src/availability';
import { changeBetween } from '../../src/change/change';
import { serviceChanges } from '../../src/change/services';
import { topologies } from '../../src/platform/topologies';
import { indexed } from '../indexed';

function web(image: string, volumeMounts: readonly object[], labels = {}) {
  const containers = [{ name: 'main', image, volumeMounts }];
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'shop' } }];
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers, volumes } };
  const spec = { replicas: 2, selector: { matchLabels: { app: 'web' } }, template };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop', labels }, spec };
}

function rollout(before: object, after: object) {
  const [base, head] = [indexed([before]), indexed([after])];
  const [service] = serviceChanges(changeBetween(base, head), base, head, topologies.get('aws-3x2') as Topology);
  return service?.rollout;
}

const MOUNTED = [{ name: 'data', mountPath: '/data' }];

test('a rolling update is judged if the pod template changes, whatever else the change does', () => {
  expect(rollout(web('registry.example/web:1', MOUNTED), web('registry.example/web:2', []))).toBeDefined();
  expect(rollout(web('registry.example/web:1', MOUNTED), web('registry.example/web:1', []))).toBeDefined();
  expect(rollout(web('registry.example/web:1', MOUNTED), web('registry.example/web:1', MOUNTED, { tier: 'front' }))).toBeUndefined();
});

test('what the API server refuses has no rolling update', () => {
  const after = web('registry.example/web:2', MOUNTED);
  const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } };
  expect(rollout(web('registry.example/web:1', MOUNTED), { ...after, spec: { ...after.spec, strategy } })).toBeUndefined();
});
