import { judge } from '../judged';
import { cluster, clusterObject, object, service } from './designs';

const proved = 'proved: no single event of those required stops it';
const namespace = (labels: Record<string, string>) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } });

function beside(...others: readonly unknown[]): string {
  const [first] = judge([...service(), ...others], cluster, { withoutAdvice: true }).services;
  return `${first?.verdict}: ${first?.because}`;
}

test.each([
  ['chaos-mesh.org/v1alpha1', 'PodChaos'],
  ['chaos-mesh.org/v1alpha1', 'HTTPChaos'],
  ['chaos-mesh.org/v1alpha1', 'DNSChaos'],
  ['chaos-mesh.org/v1alpha1', 'JVMChaos'],
  ['litmuschaos.io/v1alpha1', 'ChaosEngine'],
  ['litmuschaos.io/v1alpha1', 'ChaosSchedule'],
  ['chaosblade.io/v1alpha1', 'ChaosBlade'],
  ['chaos.datadoghq.com/v1beta1', 'Disruption'],
  ['chaos.datadoghq.com/v1beta1', 'DisruptionCron'],
])('an experiment may end pods: %s %s', (apiVersion, kind) => {
  expect(beside(object(apiVersion, kind, 'test', { spec: {} }))).toBe(
    `unknown: ${kind}/shop/test may end its pods or cut them off, and is not modelled`,
  );
});

test.each([
  ['config.koordinator.sh/v1alpha1', 'ClusterColocationProfile', (selector?: object) => ({ spec: { selector } }), 'change its pods'],
  ['autoscaling.x-k8s.io/v1alpha1', 'StartupCPUBoost', (selector?: object) => ({ selector }), 'change what its pods request'],
])('without a selector it means all pods: %s %s', (apiVersion, kind, rest, does) => {
  const unknown = `unknown: ${kind}/shop/all may ${does}, and is not modelled`;
  expect(beside(object(apiVersion, kind, 'all', rest()))).toBe(unknown);
  expect(beside(object(apiVersion, kind, 'all', rest({ matchLabels: { app: 'web' } })))).toBe(unknown);
  expect(beside(object(apiVersion, kind, 'all', rest({ matchLabels: { app: 'api' } })))).toBe(proved);
});

test('Dynatrace adds an init container to the pods of the namespaces that a DynaKube means', () => {
  const monitoring = (oneAgent: object) => clusterObject('dynatrace.com/v1beta5', 'DynaKube', 'all', { spec: { oneAgent } });
  const unknown = 'unknown: DynaKube/all may add containers or volumes to its pods, and is not modelled';
  const some = { namespaceSelector: { matchLabels: { monitored: 'yes' } } };
  expect(beside(monitoring({ applicationMonitoring: {} }))).toBe(unknown);
  expect(beside(monitoring({ cloudNativeFullStack: some }), namespace({ monitored: 'yes' }))).toBe(unknown);
  expect(beside(monitoring({ cloudNativeFullStack: some }), namespace({}))).toBe(proved);
  expect(beside(monitoring({ hostMonitoring: {} }))).toBe(proved);
});

test('a quota of a fleet refuses pods of its namespace', () => {
  const quota = (namespace: string) => ({
    ...object('policy.karmada.io/v1alpha1', 'FederatedResourceQuota', 'all', {}),
    metadata: { name: 'all', namespace },
  });
  expect(beside(quota('shop'))).toBe('unknown: FederatedResourceQuota/shop/all may refuse its pods, and is not modelled');
  expect(beside(quota('other'))).toBe(proved);
});

test('quotas of Capsule refuse pods of their namespace, or of all', () => {
  const quota = (kind: string, namespace: string) => ({
    ...object('capsule.clastix.io/v1beta2', kind, 'all', {}),
    metadata: { name: 'all', namespace },
  });
  const refused = (id: string) => `unknown: ${id} may refuse its pods, and is not modelled`;
  expect(beside(quota('CustomQuota', 'shop'))).toBe(refused('CustomQuota/shop/all'));
  expect(beside(quota('CustomQuota', 'other'))).toBe(proved);
  for (const kind of ['GlobalCustomQuota', 'GlobalResourceQuota'])
    expect(beside(clusterObject('capsule.clastix.io/v1beta2', kind, 'all', {}))).toBe(refused(`${kind}/all`));
});

test('the controller of hierarchical namespaces copies more than roles only where it is told to', () => {
  const configuration = (spec: object) => clusterObject('hnc.x-k8s.io/v1alpha2', 'HNCConfiguration', 'config', { spec });
  expect(beside(configuration({ resources: [{ resource: 'limitranges', mode: 'Propagate' }] }))).toBe(
    'unknown: HNCConfiguration/config may copy quotas and LimitRanges of other namespaces to its own, and is not modelled',
  );
  expect(beside(configuration({}))).toBe(proved);
});

test('OpenShift changes what pods of a cluster request, and keeps them from nodes', () => {
  const override = clusterObject('operator.autoscaling.openshift.io/v1', 'ClusterResourceOverride', 'cluster', { spec: {} });
  const scheduler = (spec: object) => clusterObject('config.openshift.io/v1', 'Scheduler', 'cluster', { spec });
  expect(beside(override)).toBe('unknown: ClusterResourceOverride/cluster may change what its pods request, and is not modelled');
  expect(beside(scheduler({ defaultNodeSelector: 'type=user' }))).toBe(
    'unknown: Scheduler/cluster may keep its pods from nodes (defaultNodeSelector), and is not modelled',
  );
  expect(beside(scheduler({ mastersSchedulable: false }))).toBe(proved);
});

test('New Relic adds an init container to the pods of the namespaces that an Instrumentation means', () => {
  const instrumentation = (spec: object) => ({
    ...object('newrelic.com/v1beta3', 'Instrumentation', 'node', { spec }),
    metadata: { name: 'node', namespace: 'newrelic' },
  });
  const meaning = { namespaceLabelSelector: { matchLabels: { traced: 'yes' } } };
  const unknown = 'unknown: Instrumentation/newrelic/node may add containers or volumes to its pods, and is not modelled';
  expect(beside(instrumentation(meaning), namespace({ traced: 'yes' }))).toBe(unknown);
  expect(beside(instrumentation({}))).toBe(unknown);
  expect(beside(instrumentation(meaning), namespace({}))).toBe(proved);
});

test('a SidecarSet adds containers, also ones that only initialize', () => {
  const set = clusterObject('apps.kruise.io/v1alpha1', 'SidecarSet', 'all', { spec: { initContainers: [{ name: 'wait' }] } });
  expect(beside(set)).toBe('unknown: SidecarSet/all may add containers or volumes to its pods, and is not modelled');
});

test.each([
  ['postgresql.cnpg.io/v1', 'Cluster'],
  ['postgresql.cnpg.io/v1', 'Pooler'],
  ['k8s.mariadb.com/v1alpha1', 'MariaDB'],
  ['mysql.oracle.com/v2', 'InnoDBCluster'],
  ['solr.apache.org/v1beta1', 'SolrCloud'],
  ['zookeeper.pravega.io/v1beta1', 'ZookeeperCluster'],
  ['databases.spotahome.com/v1', 'RedisFailover'],
  ['camel.apache.org/v1', 'Integration'],
  ['argoproj.io/v1alpha1', 'EventBus'],
  ['operator.victoriametrics.com/v1', 'VLCluster'],
  ['ceph.rook.io/v1', 'CephNVMeOFGateway'],
  ['opentelemetry.io/v1alpha1', 'OpAMPBridge'],
  ['kuma.io/v1alpha1', 'MeshGatewayInstance'],
])('an operator makes pods whose number has a default: %s %s', (apiVersion, kind) => {
  expect(beside(object(apiVersion, kind, 'data', { spec: {} }))).toContain(`how much room ${kind}/shop/data takes is not known`);
});
