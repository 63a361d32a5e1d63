import { identityOf } from '../../../src';
import type { ReplicaCount } from '../../../src/constructs/parts/replication';
import { autoscaler } from '../../../src/constructs/web-service/autoscaler';
import { find, manifestsOf } from '../../objects';

function specOf(count: Partial<ReplicaCount>): unknown {
  const manifests = manifestsOf((chart) => void autoscaler(chart, identityOf('shelf'), { replicas: 3, needed: 2, ...count }, 6));
  return find(manifests, 'HorizontalPodAutoscaler', 'shelf')['spec'];
}

test('it scales up to the maximum, and never down', () => {
  expect(specOf({})).toEqual({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shelf' },
    minReplicas: 3,
    maxReplicas: 6,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
    behavior: { scaleDown: { selectPolicy: 'Disabled' } },
  });
});

test('it scales down if that is accepted', () => {
  expect(specOf({ accept: { accept: 'uneven-spread', because: 'it costs too much' } })).not.toHaveProperty('behavior');
});
