import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { ElasticsearchNodeSets, type NodeSet } from '../../../../src';
import { collectRefusals } from '../../../../src/constructs/parts/refuse';
import { kubernetesVersions, validate } from '../../../../src/schema';
import { chartOf, find, namesOf } from '../../../objects';
import { specOf } from '../cluster';
import { hallsAndAttic, objectsOf, threeZones, tiers } from './sets';

const containerOf = (manifests: ReturnType<typeof objectsOf>, set: string) =>
  specOf(manifests, 'StatefulSet', `elasticsearch-${set}`).template.spec.containers[0];

function environmentOf(manifests: ReturnType<typeof objectsOf>, set: string): Record<string, string> {
  const env: { name: string; value?: string }[] = containerOf(manifests, set).env;
  return Object.fromEntries(env.map(({ name, value = 'of the pod' }) => [name, value]));
}

test('its identity: what can never change', () => {
  const manifests = objectsOf();
  const { serviceName, selector, volumeClaimTemplates } = specOf(manifests, 'StatefulSet', 'elasticsearch-warm');
  expect({ serviceName, selector, claim: volumeClaimTemplates[0].metadata }).toEqual({
    serviceName: 'elasticsearch-warm-nodes',
    selector: { matchLabels: { app: 'elasticsearch-warm' } },
    claim: { name: 'data' },
  });
  expect(namesOf(manifests, 'Certificate')).toEqual(['elasticsearch-ca', 'elasticsearch-http', 'elasticsearch-transport']);
  expect(namesOf(manifests, 'ConfigMap')).toEqual(['elasticsearch-files', 'elasticsearch-scripts']);
});

test('the masters alone bootstrap, and all nodes discover them', () => {
  const manifests = objectsOf();
  expect(environmentOf(manifests, 'masters')).toMatchObject({
    INITIAL_MASTER_NODES:
      'elasticsearch-masters-0,elasticsearch-masters-1,elasticsearch-masters-2,every-master-must-vote-1,every-master-must-vote-2',
    DISCOVERY_NAME: 'elasticsearch-masters-nodes',
    ES_SETTING_NODE_ROLES: 'master',
  });
  for (const set of ['hot', 'warm', 'coordinating']) {
    const environment = environmentOf(manifests, set);
    expect(environment).toMatchObject({ ES_SETTING_DISCOVERY_SEED__HOSTS: 'elasticsearch-masters-nodes' });
    expect(environment).not.toHaveProperty('INITIAL_MASTER_NODES');
  }
});

test('settings of the cluster are the same on all nodes, whichever is elected', () => {
  const manifests = objectsOf();
  const shared = (set: string) =>
    Object.entries(environmentOf(manifests, set)).filter(([name]) => /^ES_SETTING_(CLUSTER|XPACK|DISCOVERY)/.test(name));
  for (const set of ['hot', 'warm', 'coordinating']) expect(shared(set)).toEqual(shared('masters'));
});

test('nodes that only coordinate have no role, which only a file can say, and no volume', () => {
  const manifests = objectsOf();
  expect(environmentOf(manifests, 'coordinating')).not.toHaveProperty('ES_SETTING_NODE_ROLES');
  const { template, volumeClaimTemplates, persistentVolumeClaimRetentionPolicy } = specOf(
    manifests,
    'StatefulSet',
    'elasticsearch-coordinating',
  );
  expect({ volumeClaimTemplates, persistentVolumeClaimRetentionPolicy }).toEqual({});
  expect(template.spec.initContainers[0].command[2]).toBe(
    "cp -R /usr/share/elasticsearch/config/. /mnt/config/ && cp /mnt/scripts/*.sh /mnt/private/ && echo 'node.roles: []' >>/mnt/config/elasticsearch.yml",
  );
  expect(template.spec.volumes).toEqual(expect.arrayContaining([{ name: 'data', emptyDir: {} }]));
  expect(template.spec.containers[0].volumeMounts).toEqual(
    expect.arrayContaining([{ name: 'data', mountPath: '/usr/share/elasticsearch/data' }]),
  );
});

test('nodes of all sets may connect to each other', () => {
  const { podSelector, ingress } = specOf(objectsOf(), 'NetworkPolicy', 'elasticsearch');
  const values = ['elasticsearch-coordinating', 'elasticsearch-hot', 'elasticsearch-masters', 'elasticsearch-warm'];
  expect(podSelector).toEqual({ matchExpressions: [{ key: 'app', operator: 'In', values }] });
  expect(ingress[0].from).toEqual([{ podSelector }]);
});

test.each<[string, Readonly<Record<string, NodeSet>>, string | undefined, string]>([
  ['the nodes that coordinate', tiers, undefined, 'coordinating'],
  ['else those that ingest', { masters: tiers.masters, hot: tiers.hot, warm: tiers.warm }, undefined, 'hot'],
  [
    'else those with the data',
    { masters: tiers.masters, all: { roles: ['data'], count: 3, storage: Size.gibibytes(1) } },
    undefined,
    'all',
  ],
  ['or those that are named', tiers, 'hot', 'hot'],
])('clients connect to %s', (_, sets, clients, set) => {
  expect(specOf(objectsOf({ sets, clients }), 'Service', 'elasticsearch').selector).toEqual({ app: `elasticsearch-${set}` });
});

test('a set is confined to its zones, and its masters of the tie-breaking one only vote', () => {
  const zones = ['hall-a', 'hall-b'];
  const sets: Record<string, NodeSet> = {
    masters: { roles: ['master'], count: 3, storage: Size.gibibytes(10), votingOnlyZone: 'attic' },
    data: { roles: ['data'], count: 2, storage: Size.gibibytes(10), zones },
  };
  const manifests = objectsOf({ platform: hallsAndAttic, sets });
  expect(specOf(manifests, 'StatefulSet', 'elasticsearch-data').template.spec.affinity).toEqual({
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: zones }] }],
      },
    },
  });
  expect(environmentOf(manifests, 'masters')).toMatchObject({ VOTING_ONLY_ZONE: 'attic', ES_SETTING_NODE_ATTR_ZONE: 'of the pod' });
  expect(environmentOf(manifests, 'data')).not.toHaveProperty('VOTING_ONLY_ZONE');
  // Two copies fill two zones: a lost one's copies wait for it.
  expect(environmentOf(manifests, 'masters')).toMatchObject({
    ES_SETTING_CLUSTER_ROUTING_ALLOCATION_AWARENESS_FORCE_ZONE_VALUES: 'hall-a,hall-b',
  });
});

// The compiler finds a prop that is missing here.
test('All the props of a set', () => {
  const all: Required<NodeSet> = {
    roles: ['master'],
    count: 3,
    storage: Size.gibibytes(20),
    storageClassName: 'slow',
    resources: { cpu: Cpu.units(1), memory: Size.gibibytes(4) },
    heap: Size.gibibytes(1),
    indexReplicas: 2,
    needed: 2,
    zones: ['a', 'b', 'c'],
    votingOnlyZone: 'c',
    optional: false,
    resize: { accept: 'fewer-masters', because: 'two are empty' },
    nodeSelector: { disk: 'ssd' },
    tolerations: [{ key: 'only', operator: 'Exists' }],
    priorityClassName: 'database',
    jvmOptions: ['-Xlog:gc'],
  };
  const manifests = objectsOf({ sets: { ...tiers, masters: all }, name: 'logs' });
  const { template, volumeClaimTemplates } = specOf(manifests, 'StatefulSet', 'logs-masters');
  expect(template.spec).toMatchObject({ nodeSelector: { disk: 'ssd' }, tolerations: [{ key: 'only' }], priorityClassName: 'database' });
  expect(volumeClaimTemplates[0].spec).toMatchObject({ storageClassName: 'slow', resources: { requests: { storage: '20Gi' } } });
  expect(template.spec.containers[0].env).toEqual(
    expect.arrayContaining([{ name: 'ES_JAVA_OPTS', value: '-Xms1024m -Xmx1024m -Xlog:gc' }]),
  );
  expect(find(manifests, 'StatefulSet', 'logs-masters').metadata.annotations).toMatchObject({
    'nines.dev/needed': '2',
    'nines.dev/accept.fewer-masters': 'because two are empty',
  });
});

test.each(kubernetesVersions)('Kubernetes %s has every field of it', (version) => {
  const own = objectsOf().filter(({ apiVersion }) => !apiVersion.includes('cert-manager'));
  expect(own.flatMap((manifest) => validate(manifest, version))).toEqual([]);
});

test('where refusals are collected it has no objects, and all that is wrong is told', () => {
  const chart = chartOf();
  const refusals = collectRefusals(chart.node.root);
  const sets = { ...tiers, hot: { ...tiers.hot, count: 1 }, warm: { ...tiers.warm, storage: Size.mebibytes(1) } };
  new ElasticsearchNodeSets(chart, 'search', { platform: threeZones, storageClassName: 'x', version: '9.5.6', sets });
  expect(refusals.map(({ place }) => place.setting)).toEqual(['sets.hot.count', 'sets.warm.storage']);
});
