import { identityOf } from '../../../src';
import type { ReplicaCount } from '../../../src/constructs/parts/replication';
import { autoscaler } from '../../../src/constructs/web-service/autoscaler';
import { find, manifestsOf } from '../../objects';

function specOf(count: Partial<ReplicaCount>): unknown {
  const manifests = manifestsOf((chart) => void autoscaler(chart, identityOf('shelf'), { replicas: 3, needed: 2, ...count }, 6));
  return find(manifests, 'HorizontalPodAutoscaler', 'shelf')['spec'];
}

test('it scales up to the maximum and back down', () => {
  expect(specOf({})).toEqual({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shelf' },
    minReplicas: 3,
    maxReplicas: 6,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
  });
});

test('it only scales up where that is asked for', () => {
  expect(specOf({ onlyGrows: true })).toMatchObject({ maxReplicas: 6, behavior: { scaleDown: { selectPolicy: 'Disabled' } } });
});
