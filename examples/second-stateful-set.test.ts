import { Testing } from 'cdk8s';
import { find, namesOf } from '../test/objects';
import { Shop } from './second-stateful-set';

const manifests = Testing.synth(new Shop(Testing.app()));

test('the database is a StatefulSet of one, with its reason and a volume that stays', () => {
  expect(namesOf(manifests, 'StatefulSet')).toEqual(['elasticsearch', 'orders']);
  expect(find(manifests, 'StatefulSet', 'orders')).toMatchObject({
    metadata: {
      annotations: { 'nines.dev/accept.single-replica': 'because orders may wait for an hour, and a second writer would require an operator' },
    },
    spec: {
      serviceName: 'orders',
      replicas: 1,
      selector: { matchLabels: { app: 'orders' } },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { storageClassName: 'shop-retain' } }],
    },
  });
});

test('its Service finds its pod by name', () => {
  expect(find(manifests, 'Service', 'orders')['spec']).toMatchObject({ clusterIP: 'None', selector: { app: 'orders' } });
});

test('the backend is down without either of its databases, and may connect to both', () => {
  expect(find(manifests, 'Deployment', 'backend').metadata.annotations?.['nines.dev/depends-on']).toBe(
    'StatefulSet/elasticsearch, StatefulSet/orders',
  );
  expect(namesOf(manifests, 'NetworkPolicy')).toEqual(
    expect.arrayContaining(['backend-to-elasticsearch', 'backend-to-orders', 'elasticsearch-from-backend', 'orders-from-backend']),
  );
});
