import { Duration, Size } from 'cdk8s';
import { Platform } from '../../../src';
import { initialMasterNodes } from '../../../src/constructs/elasticsearch/bootstrap';
import { clusterOf, environmentOf, noZones, singleOf, threeZones } from './cluster';

const settingsOf = (manifests: Parameters<typeof environmentOf>[0]) =>
  Object.fromEntries(Object.entries(environmentOf(manifests)).filter(([name]) => name.startsWith('ES_SETTING_')));

const CERTIFICATES = '/usr/share/elasticsearch/config/certs';

test('all settings of a cluster in zones', () => {
  expect(settingsOf(clusterOf())).toEqual({
    ES_SETTING_CLUSTER_NAME: 'shop',
    ES_SETTING_NODE_NAME: '{metadata.name}',
    ES_SETTING_NODE_ROLES: 'master,data,ingest',
    ES_SETTING_NETWORK_HOST: '0.0.0.0',
    ES_SETTING_READINESS_PORT: '9400',
    ES_SETTING_DISCOVERY_SEED__HOSTS: 'elasticsearch-nodes',
    ES_SETTING_NODE_STORE_ALLOW__MMAP: 'true',
    ES_SETTING_NODE_ATTR_K8S__NODE__NAME: '{spec.nodeName}',
    ES_SETTING_NODE_ATTR_ZONE: "{metadata.labels['topology.kubernetes.io/zone']}",
    ES_SETTING_CLUSTER_ROUTING_ALLOCATION_AWARENESS_ATTRIBUTES: 'zone,k8s_node_name',
    ES_SETTING_XPACK_SECURITY_ENABLED: 'true',
    ES_SETTING_XPACK_SECURITY_ENROLLMENT_ENABLED: 'false',
    ES_SETTING_XPACK_SECURITY_TRANSPORT_SSL_ENABLED: 'true',
    ES_SETTING_XPACK_SECURITY_TRANSPORT_SSL_CERTIFICATE: `${CERTIFICATES}/transport/tls.crt`,
    ES_SETTING_XPACK_SECURITY_TRANSPORT_SSL_KEY: `${CERTIFICATES}/transport/tls.key`,
    ES_SETTING_XPACK_SECURITY_TRANSPORT_SSL_CERTIFICATE__AUTHORITIES: `${CERTIFICATES}/transport/ca.crt`,
    ES_SETTING_XPACK_SECURITY_TRANSPORT_SSL_VERIFICATION__MODE: 'certificate',
    ES_SETTING_XPACK_SECURITY_HTTP_SSL_ENABLED: 'true',
    ES_SETTING_XPACK_SECURITY_HTTP_SSL_CERTIFICATE: `${CERTIFICATES}/http/tls.crt`,
    ES_SETTING_XPACK_SECURITY_HTTP_SSL_KEY: `${CERTIFICATES}/http/tls.key`,
    ES_SETTING_XPACK_SECURITY_HTTP_SSL_CERTIFICATE__AUTHORITIES: `${CERTIFICATES}/http/ca.crt`,
  });
});

test('without zones copies are kept apart by host, and no zone is asked for', () => {
  const settings = settingsOf(clusterOf({ platform: noZones }));
  expect(settings).toMatchObject({ ES_SETTING_CLUSTER_ROUTING_ALLOCATION_AWARENESS_ATTRIBUTES: 'k8s_node_name' });
  expect(Object.keys(settings).filter((name) => name.includes('ZONE'))).toEqual([]);
});

// test/constructs/elasticsearch/real/awareness.test.ts shows on a real Elasticsearch what either does.
test.each([
  [0, undefined],
  [1, undefined],
  [2, 'eu-west-1a,eu-west-1b,eu-west-1c'],
  [3, undefined],
  [5, 'eu-west-1a,eu-west-1b,eu-west-1c'],
])('a lost zone counts where its copies have no place in the others: %i replicas in three zones', (indexReplicas, values) => {
  const variables = environmentOf(clusterOf({ indexReplicas, masters: 7 }));
  expect(variables['ES_SETTING_CLUSTER_ROUTING_ALLOCATION_AWARENESS_FORCE_ZONE_VALUES']).toBe(values);
});

test('a node alone looks for no others', () => {
  const variables = environmentOf(singleOf());
  expect(variables).toMatchObject({ ES_SETTING_DISCOVERY_TYPE: 'single-node' });
  expect(variables).not.toHaveProperty('ES_SETTING_DISCOVERY_SEED__HOSTS');
  expect(variables).not.toHaveProperty('INITIAL_MASTER_NODES');
});

test('without security, clients get no certificates and no password', () => {
  const variables = environmentOf(singleOf({ security: { accept: 'no-security', because: 'it is a test' } }));
  const names = Object.keys(variables).filter((name) => /XPACK|PASSWORD|CA_/.test(name));
  expect(names).toEqual(['ES_SETTING_XPACK_SECURITY_ENABLED']);
  expect(variables['ES_SETTING_XPACK_SECURITY_ENABLED']).toBe('false');
});

test('the list of initial masters is for start.sh to decide on, and never a setting of the manifest', () => {
  const variables = environmentOf(clusterOf());
  expect(variables).not.toHaveProperty('ES_SETTING_CLUSTER_INITIAL__MASTER__NODES');
  expect(variables['INITIAL_MASTER_NODES']).toBe(
    'elasticsearch-0,elasticsearch-1,elasticsearch-2,every-master-must-vote-1,every-master-must-vote-2',
  );
});

test('a shorter check shortens all that a lost master waits for, in the proportions of the defaults', () => {
  expect(environmentOf(clusterOf({ checkTimeout: Duration.seconds(4) }))).toMatchObject({
    ES_SETTING_CLUSTER_FAULT__DETECTION_LEADER__CHECK_TIMEOUT: '4s',
    ES_SETTING_CLUSTER_FAULT__DETECTION_FOLLOWER__CHECK_TIMEOUT: '4s',
    ES_SETTING_CLUSTER_PUBLISH_TIMEOUT: '12s',
  });
});

test('files are mapped where the nodes of the platform allow it, or are said to', () => {
  const maps = (change: Parameters<typeof clusterOf>[0]) => environmentOf(clusterOf(change))['ES_SETTING_NODE_STORE_ALLOW__MMAP'];
  const { topology, storage, ingress } = threeZones;
  const limited = (maxMapCount: number) => new Platform({ name: 'mine', topology, storage, ingress, maxMapCount });
  expect([maps({}), maps({ mmap: 'off' }), maps({ platform: noZones }), maps({ platform: noZones, mmap: 'prepared-nodes' })]).toEqual([
    'true',
    'false',
    'false',
    'true',
  ]);
  expect([maps({ platform: limited(65530) }), maps({ platform: limited(262144) })]).toEqual(['false', 'true']);
});

test('the heap is left to Elasticsearch unless it is given', () => {
  expect(environmentOf(clusterOf())).not.toHaveProperty('ES_JAVA_OPTS');
  expect(environmentOf(clusterOf({ heap: Size.mebibytes(512) }))).toMatchObject({ ES_JAVA_OPTS: '-Xms512m -Xmx512m' });
  expect(environmentOf(clusterOf({ heap: Size.kibibytes(300_000) }))).toMatchObject({ ES_JAVA_OPTS: '-Xms293m -Xmx293m' });
});

test('every variable has a name that every shell hands on', () => {
  for (const name of Object.keys(environmentOf(clusterOf()))) expect(name).toMatch(/^[A-Z][A-Z0-9_]*$/);
});

test.each([3, 5, 7])('%i masters are a bare majority of their list, so that a cluster is founded by all of them', (count) => {
  const masters = Array.from({ length: count }, (_, index) => `es-${index}`);
  const list = initialMasterNodes(masters);
  expect(Math.floor(list.length / 2) + 1).toBe(count);
  expect(new Set(list).size).toBe(list.length);
  expect(list.slice(0, count)).toEqual(masters);
});
