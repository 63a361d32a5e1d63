import { judge } from '../judged';
import { budget, spread, workload, zones } from '../manifests';

const topology = zones([3, 3, 3]);
const spreadOut = { topologySpreadConstraints: [spread('zone'), spread('host')] };
const container = (more: Record<string, unknown>) => ({ containers: [{ name: 'main', image: 'registry.example/main:1', ...more }] });

/** Three members of a StatefulSet, a zone each. */
const members = (more: Parameters<typeof workload>[0] = {}) => [
  workload({ kind: 'StatefulSet', ...more, pod: { ...spreadOut, ...more.pod } }),
  budget({ maxUnavailable: 1 }),
];

function service(documents: readonly unknown[], more: Parameters<typeof judge>[1] = topology) {
  const [found] = judge(documents, more, { withoutAdvice: true }).services;
  if (!found) throw new Error('no service');
  const { verdict, because, needed, replicas, neededSource, neededBecause } = found;
  return { verdict, because, needed: `${needed} of ${replicas} ${neededSource}: ${neededBecause}` };
}

describe('what a StatefulSet of several members needs', () => {
  const undeclared = 'how many of its 3 pods must be ready is not declared';

  test('is unknown until somebody declares it', () => {
    expect(service(members())).toEqual({
      verdict: 'unknown',
      because: `web: ${undeclared}; declare nines.dev/needed: a number, a percentage or majority`,
      needed: `null of 3 unknown: ${undeclared}`,
    });
    for (const needed of ['1', '2', 'majority', '60%'])
      expect(service(members({ annotations: { 'nines.dev/needed': needed } }))).toMatchObject({ verdict: 'proved' });
  });

  test('is declared by the topology as well', () => {
    const declared = { kind: 'StatefulSet', namespace: 'shop', name: 'web', needed: 'majority' as const };
    expect(service(members(), { ...topology, services: [declared] })).toMatchObject({
      verdict: 'proved',
      needed: '2 of 3 declared: nines.dev/needed',
    });
  });

  test('is unknown to whoever depends on it', () => {
    const own = { labelSelector: { matchLabels: { app: 'store' } } };
    const pod = { topologySpreadConstraints: [spread('zone', own), spread('host', own)] };
    const store = [workload({ kind: 'StatefulSet', name: 'store', pod }), budget({ maxUnavailable: 1 }, 'store')];
    const web = workload({ annotations: { 'nines.dev/needed': '1', 'nines.dev/depends-on': 'StatefulSet/store' }, pod: spreadOut });
    expect(service([web, budget({ maxUnavailable: 1 }), ...store])).toMatchObject({
      verdict: 'unknown',
      because: expect.stringContaining(`store: ${undeclared}`),
    });
  });

  test('does not matter to a certain refutation', () => {
    expect(service([workload({ kind: 'StatefulSet' })], zones([1, 1]))).toMatchObject({ verdict: 'refuted' });
  });

  test('leaves the figure between that of one and that of all', () => {
    const bounds = (annotations: Record<string, string>) => judge(members({ annotations }), topology).services[0]?.unavailability;
    expect(bounds({})).toEqual({
      lower: bounds({ 'nines.dev/needed': '1' })?.lower,
      upper: bounds({ 'nines.dev/needed': '3' })?.upper,
    });
  });

  test('is plain where there is one', () => {
    expect(service([workload({ kind: 'StatefulSet', replicas: 1 })]).needed).toBe('1 of 1 derived: its only pod');
  });
});

describe('a quorum is recognised by its settings', () => {
  test.each([
    [
      'etcd by ETCD_INITIAL_CLUSTER in its environment',
      container({ env: [{ name: 'ETCD_INITIAL_CLUSTER', value: 'a=http://a,b=http://b,c=http://c' }] }),
    ],
    ['etcd by initial-cluster in its command', container({ command: ['etcd', '--initial-cluster=a=http://a,b=http://b,c=http://c'] })],
    ['etcd by ETCD_INITIAL_CLUSTER in its environment', container({ env: [{ name: 'ETCD_INITIAL_CLUSTER', value: '$(MEMBERS)' }] })],
    [
      'ZooKeeper by ZOO_SERVERS in its environment',
      container({ env: [{ name: 'ZOO_SERVERS', value: 'server.1=zoo-0:2888:3888 server.2=zoo-1:2888:3888' }] }),
    ],
    ['Consul or Nomad by bootstrap-expect in its command', container({ args: ['agent', '-server', '-bootstrap-expect=3'] })],
    ['MongoDB by replSet in its command', container({ args: ['--replSet', 'rs0'] })],
  ])('%s', (because, pod) => {
    expect(service(members({ pod }))).toMatchObject({ verdict: 'proved', needed: `2 of 3 derived: ${because}` });
  });

  test.each([
    [
      'RabbitMQ by cluster_formation.peer_discovery_backend',
      'cluster_formation.peer_discovery_backend = kubernetes\ndefault_queue_type = quorum\n',
    ],
    ['ZooKeeper by server.1', 'tickTime=2000\nserver.1=zoo-0:2888:3888\n'],
    ['Consul or Nomad by bootstrap_expect', '{"server": true, "bootstrap_expect": 3}'],
  ])('in a file of a ConfigMap: %s', (because, text) => {
    const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web', namespace: 'shop' }, data: { 'web.conf': text } };
    const pod = { volumes: [{ name: 'config', configMap: { name: 'web' } }] };
    expect(service([...members({ pod }), config]).needed).toBe(`2 of 3 derived: ${because} in ConfigMap web`);
  });

  test.each(['', 'default_queue_type = classic\n', 'queue_master_locator = quorum\n'])(
    'queues of RabbitMQ are on one node, unless they are quorum queues by default: %j',
    (line) => {
      const data = { 'rabbitmq.conf': `cluster_formation.peer_discovery_backend = kubernetes\n${line}` };
      const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web', namespace: 'shop' }, data };
      expect(service([...members({ pod: { volumes: [{ name: 'config', configMap: { name: 'web' } }] } }), config])).toMatchObject({
        verdict: 'unknown',
        because: expect.stringContaining('may keep data on every pod, and the number of copies is not declared'),
      });
    },
  );

  test('but not by its image, nor by a comment', () => {
    const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web', namespace: 'shop' }, data: { conf: '# server.1=a' } };
    const pod = { ...container({ image: 'quay.io/coreos/etcd:v3.6.0' }), volumes: [{ name: 'config', configMap: { name: 'web' } }] };
    expect(service([...members({ pod }), config]).verdict).toBe('unknown');
  });

  test('and not where it lists other members than there are', () => {
    const pod = container({ env: [{ name: 'ETCD_INITIAL_CLUSTER', value: 'a=http://a,b=http://b,c=http://c,d=http://d,e=http://e' }] });
    expect(service(members({ pod }))).toMatchObject({
      verdict: 'unknown',
      because: expect.stringContaining('etcd by ETCD_INITIAL_CLUSTER in its environment lists 5 members, and there are 3 pods'),
    });
  });

  test('and so is one member', () => {
    const pod = container({ env: [{ name: 'ETCD_INITIAL_CLUSTER', value: 'a=http://a' }] });
    expect(service(members({ pod })).because).toContain('lists 1 member, and there are 3 pods');
  });

  test.each([
    ['valueFrom', { valueFrom: { configMapKeyRef: { name: 'members', key: 'list' } } }],
    ['blanks', { value: '  ' }],
  ])('nor does a list say how many members there are that is filled in later: %s', (_, more) => {
    const pod = container({ env: [{ name: 'ETCD_INITIAL_CLUSTER', ...more }] });
    expect(service(members({ pod })).needed).toBe('2 of 3 derived: etcd by ETCD_INITIAL_CLUSTER in its environment');
  });

  test('on each node it is a majority of the nodes', () => {
    const pod = container({ env: [{ name: 'ETCD_INITIAL_CLUSTER', value: 'a=http://a,b=http://b,c=http://c' }] });
    expect(service([workload({ kind: 'DaemonSet', pod })]).needed).toBe('5 of 9 derived: etcd by ETCD_INITIAL_CLUSTER in its environment');
  });

  test.each([
    ['KAFKA_CONTROLLER_QUORUM_VOTERS', 'KAFKA_PROCESS_ROLES'],
    ['KAFKA_CFG_CONTROLLER_QUORUM_VOTERS', 'KAFKA_CFG_PROCESS_ROLES'],
  ])('Kafka controllers need a majority, and brokers may keep data: %s', (voters, rolesOf) => {
    const list = { name: voters, value: '0@web-0:9093,1@web-1:9093,2@web-2:9093' };
    const kafka = (...roles: readonly object[]) => service(members({ pod: container({ env: [list, ...roles] }) }));
    expect(kafka({ name: rolesOf, value: 'controller' })).toMatchObject({
      verdict: 'proved',
      needed: `2 of 3 derived: Kafka by ${voters} in its environment`,
    });
    const keepData = { verdict: 'unknown', because: expect.stringContaining('may keep data on every pod') };
    expect(kafka({ name: rolesOf, value: 'broker,controller' })).toMatchObject(keepData);
    expect(kafka()).toMatchObject(keepData);
    for (const name of [`OLD_${rolesOf}`, `${rolesOf}_BEFORE`]) expect(kafka({ name, value: 'controller' })).toMatchObject(keepData);
  });

  test('Elasticsearch nodes that hold shards need more than a majority of masters', () => {
    const nodes = { name: 'cluster.initial_master_nodes', value: 'search-0,search-1,search-2,' };
    const elastic = (roles?: string) => container({ env: [nodes, ...(roles ? [{ name: 'node.roles', value: roles }] : [])] });
    for (const roles of [undefined, 'master,data'])
      expect(service(members({ pod: elastic(roles) }))).toMatchObject({
        verdict: 'unknown',
        because: expect.stringContaining('may keep data on every pod, and the number of copies is not declared'),
      });
    expect(service(members({ pod: elastic('master') }))).toMatchObject({ verdict: 'proved' });
    const annotations = { 'nines.dev/elasticsearch.roles': 'master, data' };
    expect(service(members({ pod: elastic('master,data'), annotations }))).toMatchObject({
      verdict: 'proved',
      needed: '2 of 3 declared: nines.dev/elasticsearch.roles',
    });
  });
});

describe('what a Deployment needs', () => {
  test('is assumed to be one pod, and the assumptions say so', () => {
    const documents = [workload({ pod: spreadOut }), budget({ maxUnavailable: 1 })];
    expect(service(documents).needed).toBe('1 of 3 assumed: nines.dev/needed is not declared');
    expect(judge(documents, topology).assumptions).toContainEqual({
      what: 'Deployment/shop/web needed',
      value: '1 of 3',
      source: 'nines.dev/needed is not declared',
    });
  });

  test('is what its budget keeps, where that spares some', () => {
    const derived = (spec: Record<string, unknown>) => service([workload({ pod: spreadOut }), budget(spec)]).needed;
    expect(derived({ minAvailable: 2 })).toBe('2 of 3 derived: minAvailable of PodDisruptionBudget/shop/web');
    expect(derived({ minAvailable: '50%' })).toBe('2 of 3 derived: minAvailable of PodDisruptionBudget/shop/web');
    expect(derived({ minAvailable: 1 })).toBe('1 of 3 derived: minAvailable of PodDisruptionBudget/shop/web');
    const assumed = '1 of 3 assumed: nines.dev/needed is not declared';
    for (const spec of [{ minAvailable: '100%' }, { minAvailable: 0 }, { maxUnavailable: 1 }, {}]) expect(derived(spec)).toBe(assumed);
    const needed = (...others: readonly unknown[]) => service([workload({ pod: spreadOut }), ...others]).needed;
    expect(needed()).toBe(assumed);
    const least = budget({ minAvailable: 2 });
    const second = { ...least, metadata: { ...least.metadata, name: 'second' } };
    expect(needed(least, second)).toBe(assumed);
    const shared = workload({ name: 'other', labels: { app: 'web' }, spec: { selector: { matchLabels: { app: 'web' } } } });
    expect(needed(least, shared)).toBe(assumed);
  });
});

test('a percentage of pods that an autoscaler changes is unknown, and a number is not', () => {
  const autoscaler = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas: 6, maxReplicas: 7 },
  };
  const pod = { topologySpreadConstraints: [spread('zone', { matchLabelKeys: ['pod-template-hash'] })] };
  const scaled = (value: string) =>
    service([workload({ replicas: 6, annotations: { 'nines.dev/needed': value }, pod }), budget({ maxUnavailable: 1 }), autoscaler]);
  const unknown = 'needed is majority of a number of pods that an autoscaler changes';
  expect(scaled('majority').needed).toBe(`null of 6 unknown: ${unknown}`);
  expect(scaled('majority').because).toBe(`web: ${unknown}; declare nines.dev/needed: a number`);
  expect(scaled('2').needed).toBe('2 of 6 declared: nines.dev/needed');
  const etcd = container({ env: [{ name: 'ETCD_INITIAL_CLUSTER', value: '$(MEMBERS)' }] });
  expect(service([workload({ replicas: 6, pod: { ...pod, ...etcd } }), budget({ maxUnavailable: 1 }), autoscaler]).because).toContain(
    'etcd by ETCD_INITIAL_CLUSTER in its environment needs a majority of a number of pods that an autoscaler changes',
  );
});
