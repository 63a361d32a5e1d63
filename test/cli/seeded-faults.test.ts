import { stringify } from 'yaml';
import { budget, workload } from '../availability/manifests';
import { nines } from './run';

// biome-ignore lint/suspicious/noExplicitAny: a fault reaches into manifests of any kind
type Body = Record<string, any>;
type Find = (kind: string, name: string) => Body;

/** An application as it should be: a backend that needs Elasticsearch, both spread over zones and hosts, each with a budget. */
function application(): Body[] {
  const rule = (topologyKey: string, app: string, more: object) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: { app } },
    ...more,
  });
  const rules = (app: string, more: object) => [rule('topology.kubernetes.io/zone', app, more), rule('kubernetes.io/hostname', app, more)];
  const containers = (cpu: string, memory: string) => [
    { name: 'main', image: 'registry.example/main:1', resources: { requests: { cpu, memory } } },
  ];
  const backend = workload({
    name: 'backend',
    annotations: { 'nines.dev/needed': '2', 'nines.dev/depends-on': 'StatefulSet/elasticsearch' },
    spec: { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
    pod: {
      containers: containers('100m', '256Mi'),
      topologySpreadConstraints: rules('backend', { matchLabelKeys: ['pod-template-hash'] }),
    },
  });
  const elasticsearch = workload({
    kind: 'StatefulSet',
    name: 'elasticsearch',
    annotations: {
      'nines.dev/needed': '2',
      'nines.dev/elasticsearch.roles': 'master, data, ingest',
      'nines.dev/elasticsearch.index-replicas': '1',
      'nines.dev/elasticsearch.awareness': 'zone, k8s_node_name',
    },
    spec: {
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { storageClassName: 'shop-retain', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '100Gi' } } },
        },
      ],
    },
    pod: { containers: containers('500m', '4Gi'), topologySpreadConstraints: rules('elasticsearch', {}) },
  });
  const storage = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'shop-retain' },
    provisioner: 'ebs.csi.aws.com',
    volumeBindingMode: 'WaitForFirstConsumer',
  };
  return [storage, backend, budget({ maxUnavailable: 1 }, 'backend'), elasticsearch, budget({ maxUnavailable: 1 }, 'elasticsearch')];
}

/** Runs the command on the application after a change, everything asked to be 99.95 % available. */
async function afterChange(change: (find: Find, add: (body: Body) => void) => void) {
  const bodies = application();
  const find: Find = (kind, name) => {
    const found = bodies.filter((body) => body['kind'] === kind && body['metadata'].name === name);
    if (found.length !== 1) throw new Error(`${found.length} ${kind} ${name}`);
    return found[0] as Body;
  };
  change(find, (body) => bodies.push(body));
  const text = bodies.map((body) => stringify(body, { aliasDuplicateObjects: false })).join('---\n');
  return nines(['check', '@app.yaml', '--topology', 'aws-3x2', '--target', '99.95'], { 'app.yaml': text });
}

const constraints = (body: Body): Body[] => body['spec'].template.spec.topologySpreadConstraints;
const sixDataPods = (find: Find) => {
  find('StatefulSet', 'elasticsearch')['spec'].replicas = 6;
};

test('as it should be everything is proved', async () => {
  const { code, out } = await afterChange(() => {});
  expect(out).not.toMatch(/\bNO\b/);
  expect(code).toBe(0);
});

test('an autoscaler that never scales down leaves the proof as it is', async () => {
  const spec = {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'backend' },
    minReplicas: 3,
    maxReplicas: 6,
    behavior: { scaleDown: { selectPolicy: 'Disabled' } },
  };
  const autoscaled = (isNumberWritten: boolean) =>
    afterChange((find, add) => {
      if (!isNumberWritten) delete find('Deployment', 'backend')['spec'].replicas;
      add({ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'backend', namespace: 'shop' }, spec });
    });
  expect((await autoscaled(false)).code).toBe(0);
  // Each release would then remove what the autoscaler added.
  expect((await autoscaled(true)).code).toBe(1);
});

test('six data pods, two in each zone, are proved by awareness of zones', async () => {
  const { code } = await afterChange(sixDataPods);
  expect(code).toBe(0);
});

test.each<[string, (find: Find, add: (body: Body) => void) => void, string, string]>([
  [
    "a zone's spread taken away",
    (find) => {
      const pod = find('Deployment', 'backend')['spec'].template.spec;
      pod.topologySpreadConstraints = constraints(find('Deployment', 'backend')).filter((it) => !it['topologyKey'].includes('zone'));
    },
    'lose zone eu-west-1a: 2 of 3 replicas may run in it (2/1/0 by zone), 2 are needed: no required constraint spreads them over zones.',
    'add a required spread over zones (topology.kubernetes.io/zone) with maxSkew: 1 and matchLabelKeys: [pod-template-hash]',
  ],
  [
    'a replica taken away',
    (find) => {
      find('Deployment', 'backend')['spec'].replicas = 2;
    },
    'lose one pod: 2 replicas, 2 are needed.',
    'run 3 replicas',
  ],
  [
    'matchLabelKeys taken away',
    (find) => {
      for (const it of constraints(find('Deployment', 'backend'))) delete it['matchLabelKeys'];
    },
    'lose zone eu-west-1a: 2 of 3 replicas may run in it after a rollout (2/1/0 by zone), 2 are needed: spread over zones without matchLabelKeys also counts the old pods.',
    'add matchLabelKeys: [pod-template-hash]',
  ],
  [
    'awareness taken away',
    (find) => {
      sixDataPods(find);
      delete find('StatefulSet', 'elasticsearch')['metadata'].annotations['nines.dev/elasticsearch.awareness'];
    },
    'lose zone eu-west-1a: 2 of 6 replicas may run in it (2/2/2 by zone), and with them every copy of a shard may be lost',
    'make Elasticsearch aware of zones',
  ],
  [
    'a budget that allows nothing',
    (find) => {
      find('PodDisruptionBudget', 'backend')['spec'] = { ...find('PodDisruptionBudget', 'backend')['spec'], maxUnavailable: 0 };
    },
    'drain never ends: budget shop/backend allows 0 evictions.',
    'set maxUnavailable: 1 in PodDisruptionBudget/shop/backend',
  ],
  [
    'no budget',
    (find) => {
      find('PodDisruptionBudget', 'backend')['metadata'].namespace = 'elsewhere';
    },
    'pool upgrade: 3 of 3 replicas may be evicted before their replacements are ready, 2 are needed; no PodDisruptionBudget limits evictions.',
    'add a PodDisruptionBudget with maxUnavailable: 1',
  ],
  [
    'an autoscaler that may scale down to what is needed after a loss and no further',
    (_, add) => {
      const spec = { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'backend' }, minReplicas: 3, maxReplicas: 6 };
      add({ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'backend', namespace: 'shop' }, spec });
    },
    'lose zone eu-west-1a: 2 of 3 replicas may run in it after a rollout (2/1/0 by zone), 2 are needed: an autoscaler removes pods without regard to the spread.',
    'let its autoscaler keep 4 replicas (minReplicas)',
  ],
])('%s is refused, and the answer names the cure', async (_, change, because, cure) => {
  const { code, out } = await afterChange(change);
  expect(code).toBe(1);
  expect(out).toContain(because);
  expect(out).toContain(`To prove it: ${cure}`);
});
