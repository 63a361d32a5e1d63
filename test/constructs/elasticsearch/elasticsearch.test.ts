import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Elasticsearch, type ElasticsearchOptions } from '../../../src';
import { kubernetesVersions, validate } from '../../../src/schema';
import type { Manifest } from '../../../src/synthesis/manifest';
import { find, manifestsOf, namesOf } from '../../objects';
import { clusterOf, environmentOf, made, podOf, single, singleOf, specOf, threeZones } from './cluster';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

// What the loss of one of two zones costs is accepted on two zones only: node-sets/two-zones.test.ts.
const everything: Required<Omit<ElasticsearchOptions, 'zoneLoss'>> = {
  name: 'elasticsearch',
  platform: threeZones,
  storageClassName: 'gp3',
  version: '8.19.22',
  storage: Size.gibibytes(50),
  resources: { cpu: Cpu.units(1), memory: Size.gibibytes(4) },
  memory: { accept: 'small-memory', because: 'it is a test' },
  heap: Size.gibibytes(1),
  mmap: { accept: 'privileged-init-container', because: 'the nodes are not ours to prepare' },
  checkTimeout: Duration.seconds(4),
  security: { certificates: { transport: 'our-transport', http: 'our-http' }, password: { secret: 'our-password', key: 'elastic' } },
  logins: { backend: { indices: [{ names: ['shop-*'], privileges: ['read'] }] } },
  serviceAccountAnnotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/search' },
  snapshots: { repository: { type: 's3', bucket: 'shop' } },
  lifecycles: { shop: { delete: { minAge: Duration.days(30), actions: { delete: {} } } } },
  templates: { shop: { indexPatterns: ['shop-*'], lifecycle: 'shop' } },
  auditLog: true,
  clientCredentials: { username: 'shop', password: { secret: 'shop-user', key: 'password' } },
  indexReplicas: 2,
  settings: { 's3.client.default.endpoint': 'fra1.digitaloceanspaces.com' },
  secureSettings: { secret: 'snapshots', settings: ['s3.client.default.access_key'], revision: '2026-11-22' },
  clusterName: 'catalogue',
  imageRepository: 'registry.shop.example/elasticsearch',
  imageDigest: digest,
  imagePullSecrets: ['registry'],
  resize: { accept: 'fewer-masters', because: 'elasticsearch-5 and 6 are empty' },
  extraRoles: ['ml'],
  nodeSelector: { disk: 'ssd' },
  tolerations: [{ key: 'only', operator: 'Equal', value: 'search', effect: 'NoSchedule' }],
  priorityClassName: 'database',
  jvmOptions: ['-XX:+HeapDumpOnOutOfMemoryError'],
  plugins: 'registry.shop.example/elasticsearch-plugins:1.0.0',
  analysis: { 'synonyms.txt': 'laptop, notebook' },
  availability: '99.95%',
};

/** What the StatefulSet says of itself. */
function factsOf(manifests: readonly Manifest[]): Record<string, string> {
  return find(manifests, 'StatefulSet', 'elasticsearch').metadata.annotations ?? {};
}

test('All the props', () => {
  const elasticsearch = made(everything);
  const manifests = manifestsOf((chart) => new Elasticsearch(chart, 'search', { ...everything, masters: 5 }));
  const { replicas, volumeClaimTemplates } = specOf(manifests, 'StatefulSet', 'elasticsearch');
  const pod = podOf(manifests);
  const [container] = pod.containers;

  expect(replicas).toBe(5);
  expect(volumeClaimTemplates[0].spec).toMatchObject({ storageClassName: 'gp3', resources: { requests: { storage: '50Gi' } } });
  expect(container.image).toBe(`registry.shop.example/elasticsearch:8.19.22@${digest}`);
  expect(container.resources).toEqual({
    requests: { cpu: '1', memory: '4Gi', 'ephemeral-storage': '3Gi' },
    limits: { memory: '4Gi' },
  });
  expect(pod.imagePullSecrets).toEqual([{ name: 'registry' }]);
  expect(pod).toMatchObject({
    nodeSelector: { disk: 'ssd' },
    tolerations: everything.tolerations,
    priorityClassName: 'database',
    initContainers: [
      { name: 'kernel-parameters' },
      { name: 'plugins', image: 'registry.shop.example/elasticsearch-plugins:1.0.0' },
      { name: 'prepare' },
    ],
  });
  expect(container.volumeMounts).toEqual(
    expect.arrayContaining([
      { name: 'plugins', mountPath: '/usr/share/elasticsearch/plugins' },
      expect.objectContaining({ name: 'analysis', mountPath: '/usr/share/elasticsearch/config/analysis' }),
    ]),
  );
  expect(environmentOf(manifests)).toMatchObject({
    ES_JAVA_OPTS: '-Xms1024m -Xmx1024m -XX:+HeapDumpOnOutOfMemoryError',
    ES_SETTING_NODE_ROLES: 'master,data,ingest,ml',
    ES_SETTING_CLUSTER_NAME: 'catalogue',
    ES_SETTING_S3_CLIENT_DEFAULT_ENDPOINT: 'fra1.digitaloceanspaces.com',
    SECURE_SETTINGS_PATH: '/mnt/secure-settings',
    ES_SETTING_XPACK_SECURITY_AUDIT_ENABLED: 'true',
    ES_SETTING_NODE_STORE_ALLOW__MMAP: 'true',
    ES_SETTING_CLUSTER_FAULT__DETECTION_LEADER__CHECK_TIMEOUT: '4s',
    PASSWORD_FILE: '/mnt/password/elastic',
  });
  expect(factsOf(manifests)).toEqual({
    'nines.dev/accept.fewer-masters': 'because elasticsearch-5 and 6 are empty',
    'nines.dev/accept.privileged-init-container': 'because the nodes are not ours to prepare',
    'nines.dev/accept.small-memory': 'because it is a test',
    'nines.dev/elasticsearch.awareness': 'zone, k8s_node_name',
    'nines.dev/elasticsearch.index-replicas': '2',
    'nines.dev/elasticsearch.roles': 'master, data, ingest, ml',
    'nines.dev/needed': '3',
    'nines.dev/target': '99.95%',
  });
  expect(elasticsearch.podSecurity).toBe('privileged');
  expect(elasticsearch.http).toEqual({
    service: 'elasticsearch',
    name: 'http',
    number: 9200,
    selector: { app: 'elasticsearch' },
    workload: 'StatefulSet/elasticsearch',
    url: 'https://elasticsearch:9200',
    certificateAuthority: { secret: 'our-http', key: 'ca.crt' },
    credentials: { username: 'shop', password: { secret: 'shop-user', key: 'password' } },
  });
});

test('its names are those that a running cluster knows', () => {
  const manifests = clusterOf();
  const names = Object.fromEntries(
    ['StatefulSet', 'Service', 'PodDisruptionBudget', 'ConfigMap'].map((kind) => [kind, namesOf(manifests, kind)]),
  );
  expect(names).toEqual({
    StatefulSet: ['elasticsearch'],
    Service: ['elasticsearch', 'elasticsearch-nodes'],
    PodDisruptionBudget: ['elasticsearch'],
    ConfigMap: ['elasticsearch-files', 'elasticsearch-scripts'],
  });
  expect(specOf(manifests, 'StatefulSet', 'elasticsearch')).toMatchObject({
    serviceName: 'elasticsearch-nodes',
    selector: { matchLabels: { app: 'elasticsearch' } },
    volumeClaimTemplates: [{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' } }],
  });
});

test('nodes find each other before they are ready, clients find ready ones', () => {
  const manifests = clusterOf();
  expect(specOf(manifests, 'Service', 'elasticsearch-nodes')).toEqual({
    clusterIP: 'None',
    publishNotReadyAddresses: true,
    selector: { app: 'elasticsearch' },
    ports: [{ name: 'transport', port: 9300 }],
  });
  expect(specOf(manifests, 'Service', 'elasticsearch')).toEqual({
    selector: { app: 'elasticsearch' },
    ports: [{ name: 'http', port: 9200, targetPort: 'http' }],
  });
});

test('one node at a time can be drained, and an unready one always', () => {
  expect(specOf(clusterOf(), 'PodDisruptionBudget', 'elasticsearch')).toEqual({
    maxUnavailable: 1,
    selector: { matchLabels: { app: 'elasticsearch' } },
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  });
});

test('nodes talk to each other and to name servers alone', () => {
  const { podSelector, policyTypes, ingress, egress } = specOf(clusterOf(), 'NetworkPolicy', 'elasticsearch');
  const nodes = { podSelector: { matchLabels: { app: 'elasticsearch' } } };
  const ports = [9300, 9200, 9400].map((port) => ({ port, protocol: 'TCP' }));
  expect({ podSelector, policyTypes }).toEqual({ podSelector: nodes.podSelector, policyTypes: ['Ingress', 'Egress'] });
  expect(ingress).toEqual([{ from: [nodes], ports }]);
  expect(egress[0]).toEqual({ to: [nodes], ports });
  expect(egress.slice(1).flatMap(({ ports }: { ports: { port: number }[] }) => ports.map(({ port }) => port))).toEqual([53, 53]);
});

test('a single node has no budget, no promise, and a reason', () => {
  const manifests = singleOf();
  expect(namesOf(manifests, 'PodDisruptionBudget')).toEqual([]);
  expect(factsOf(manifests)).toEqual({
    'nines.dev/accept.single-replica': 'because it is a test',
    'nines.dev/elasticsearch.awareness': 'k8s_node_name',
    'nines.dev/elasticsearch.index-replicas': '0',
    'nines.dev/elasticsearch.roles': 'master, data, ingest',
    'nines.dev/needed': '1',
  });
});

test('every accepted risk is in the manifest, with its reason', () => {
  const manifests = singleOf({ security: { accept: 'no-security', because: 'nobody else is here' } });
  expect(factsOf(manifests)).toMatchObject({
    'nines.dev/accept.single-replica': `because ${single.because}`,
    'nines.dev/accept.no-security': 'because nobody else is here',
  });
});

test.each(kubernetesVersions)('Kubernetes %s takes all of it', (version) => {
  for (const manifests of [clusterOf(), clusterOf(everything), singleOf()]) {
    const findings = manifests.flatMap((manifest) => validate(manifest, version));
    expect(findings.filter(({ problem }) => problem !== 'skipped')).toEqual([]);
  }
});
