import { changeBetween } from '../../../../src/change/change';
import { indexed } from '../../../indexed';

const custom = (apiVersion: string, kind: string, spec: object = {}, name = 'it') => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'shop' },
  spec,
});
const gone = (object: object) => {
  const [change] = changeBetween(indexed([object]), indexed([])).objects;
  return [change?.consequence, change?.because];
};

const DATABASE = 'its operator deletes the database that it made from it, and often the volumes too';
const STORE = 'its operator deletes what it made from it, with the data in it';

test.each([
  ['mysql.oracle.com/v2', 'InnoDBCluster', DATABASE],
  ['postgresql.cnpg.io/v1', 'Cluster', DATABASE],
  ['kafka.strimzi.io/v1beta2', 'Kafka', DATABASE],
  ['kafka.strimzi.io/v1beta2', 'KafkaTopic', STORE],
  ['ceph.rook.io/v1', 'CephCluster', STORE],
  ['longhorn.io/v1beta2', 'Volume', STORE],
])('what %s %s holds is lost with it', (apiVersion, kind, because) => {
  expect(gone(custom(apiVersion, kind))).toEqual(['data at risk', because]);
});

const PRUNED = 'it is deleted if your tool prunes; otherwise it stays, and nothing manages it';
const question = (field: string) =>
  `it asks for storage (spec.${field}), and whether the data is deleted with it is not known here: its operator decides`;

test('of a kind that nobody knows, storage is a question, and the rest is not known', () => {
  const store = (spec: object, name?: string) => custom('example.com/v1', 'Store', spec, name);
  expect(gone(store({ nodes: [{ persistence: { size: '1Gi' } }] }))).toEqual(['data at risk', question('nodes.persistence')]);
  expect(gone(store({ server: { storageClassName: 'fast' } }))).toEqual(['data at risk', question('server.storageClassName')]);
  expect(gone(store({ persistence: false, replicas: 3 }))).toEqual([
    'prune',
    `${PRUNED}. Whether it holds data is not known here: its operator decides what is deleted with it`,
  ]);
  const spec = { storage: { size: '1Gi' }, replicas: 3, version: '1.2.3', mode: 'a' };
  const [renamed] = changeBetween(indexed([store(spec)]), indexed([store(spec, 'other')])).objects;
  expect([renamed?.consequence, renamed?.because]).toEqual([
    'data at risk',
    `it has another name: Store 'shop/it' is gone; ${question('storage')}`,
  ]);
});

test('custom resources without an operator that makes anything, and kinds that are known, hold none', () => {
  expect(gone(custom('networking.istio.io/v1', 'VirtualService', { storage: {} }))).toEqual(['prune', PRUNED]);
  expect(gone(custom('cert-manager.io/v1', 'Certificate', { secretName: 'tls' }))).toEqual(['prune', PRUNED]);
});
