import { changeBetween } from '../../../../src/change/change';
import { indexed } from '../../../indexed';

function node(env: Readonly<Record<string, string>>, more: object = {}) {
  const variables = Object.entries(env).map(([name, value]) => ({ name, value }));
  const container = {
    name: 'elasticsearch',
    image: 'registry.example/elasticsearch:9.5.6',
    env: [{ name: 'A', value: 'b' }, ...variables],
    ...more,
  };
  const template = { metadata: { labels: { app: 'search' } }, spec: { containers: [container] } };
  const spec = { selector: { matchLabels: { app: 'search' } }, template, volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }] };
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'search', namespace: 'shop' }, spec };
}

function worst(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>) {
  const [object] = changeBetween(indexed([node(before)]), indexed([node(after)])).objects;
  const field = object?.fields.find(({ consequence }) => consequence === object.consequence);
  return [object?.consequence, field?.because, field?.fix];
}

const PATH = '/usr/share/elasticsearch/data';

test.each(['ES_SETTING_PATH_DATA', 'path.data'])('Elasticsearch starts empty in another folder: %s', (name) => {
  const fix = `keep ${PATH}`;
  const because = `Elasticsearch starts on an empty folder: its data is in ${PATH}, and it is to look in /tmp`;
  expect(worst({ [name]: PATH }, { [name]: '/tmp' })).toEqual(['data at risk', because, fix]);
  expect(worst({}, { [name]: '/tmp' })).toEqual(['data at risk', because, fix]);
  expect(worst({}, { [name]: PATH })[0]).toBe('rollout');
});

test.each([
  [{ args: ['-Epath.data=/tmp'] }],
  [{ args: ['-E', 'path.data=/tmp', '-d'] }],
  [{ command: ['elasticsearch', '-Epath.data=/tmp'] }],
])('the command line sets the folder: %j', (more) => {
  const result = (before: object, after: object) => changeBetween(indexed([before]), indexed([after])).objects[0]?.consequence;
  expect(result(node({}), node({}, more))).toBe('data at risk');
  expect(result(node({}, more), node({}, more))).toBeUndefined();
  expect(result(node({}), node({}, { args: [`-Epath.data=${PATH}`] }))).toBe('rollout');
  expect(result(node({}, { image: 'registry.example/other:1' }), node({}, { image: 'registry.example/other:1', ...more }))).toBe('rollout');
});

const ROLES = 'Elasticsearch refuses to start without a data role while its volume has shards, and what makes it start deletes them';

test.each(['ES_SETTING_NODE_ROLES', 'node.roles'])('a node with shards keeps its data role: %s', (name) => {
  const fix = 'keep the role, or move the shards to other nodes first';
  expect(worst({ [name]: 'master,data' }, { [name]: 'master' })).toEqual(['data at risk', ROLES, fix]);
  expect(worst({}, { [name]: 'master' })).toEqual(['data at risk', ROLES, fix]);
  expect(worst({ [name]: 'master,data' }, { [name]: 'data_hot' })[0]).toBe('rollout');
});

test.each(['ES_SETTING_CLUSTER_NAME', 'cluster.name'])('a cluster with data keeps its name: %s', (name) => {
  const because = "Elasticsearch refuses it: a node of cluster 'other' can't join cluster 'shop'";
  const fix = "keep 'shop': the name can't change once the cluster has data";
  expect(worst({ [name]: 'shop' }, { [name]: 'other' })).toEqual(['refused', because, fix]);
});

test.each(['ES_SETTING_NODE_NAME', 'node.name'])('each node has the name of its pod: %s', (name) => {
  const set = (variable: object, replicas = 3) => {
    const { spec, ...rest } = node({});
    const [container] = spec.template.spec.containers;
    const containers = [{ ...container, env: [{ name, ...variable }] }];
    return { ...rest, spec: { ...spec, replicas, template: { ...spec.template, spec: { containers } } } };
  };
  const own = { valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } };
  const change = (before: object, after: object) => {
    const [object] = changeBetween(indexed([before]), indexed([after])).objects;
    const field = object?.fields.find(({ consequence }) => consequence === object.consequence);
    return [object?.consequence, field?.because, field?.fix];
  };
  expect(change(set(own), set({ value: 'search-0' }))).toEqual([
    'data at risk',
    "each of the 3 nodes is named 'search-0': a node that is excluded by its name, before it goes, takes all with it or none, and a new cluster that elects by name never forms",
    'keep the name of the pod: `fieldRef: metadata.name`',
  ]);
  expect(change(set(own), set({ value: '$(POD_NAME)' }))[0]).toBe('rollout');
  expect(change(set({ value: 'search-0' }), set(own))[0]).toBe('rollout');
  expect(change(set(own, 1), set({ value: 'search-0' }, 1))[0]).toBe('rollout');
});

describe.each(['ES_SETTING_DISCOVERY_TYPE', 'discovery.type'])('%s', (name) => {
  const SINGLE = { [name]: 'single-node' };
  const of = (replicas: number, env: Readonly<Record<string, string>>) => {
    const { spec, ...rest } = node(env);
    return { ...rest, spec: { ...spec, replicas } };
  };
  const field = (before: object, after: object) => {
    const [object] = changeBetween(indexed([before]), indexed([after])).objects;
    const found = object?.fields.find((it) => it.field.includes(name));
    return [found?.consequence, found?.because];
  };
  const stops =
    'with discovery.type=single-node, a node of several refuses to start, and one with an empty volume is a cluster of its own: the cluster of 3 nodes stops';

  test('single-node stops a cluster of several', () => {
    expect(field(of(3, {}), of(3, SINGLE))).toEqual(['data at risk', stops]);
    expect(field(of(3, {}), of(1, SINGLE))).toEqual(['data at risk', stops]);
    expect(field(of(1, {}), of(1, SINGLE))[0]).toBe('rollout');
  });

  test('without it, those that were clusters of their own stay so, and one accepts others once its pod is deleted', () => {
    expect(field(of(3, SINGLE), of(3, {}))).toEqual([
      'rollout',
      'the pods restart; each of the 3 nodes was a cluster of its own, and stays one: a node never joins another cluster',
    ]);
    expect(field(of(1, SINGLE), of(3, {}))).toEqual([
      'rollout',
      'the pods restart; the node that runs alone accepts no other before it restarts, and a StatefulSet restarts it last, when the others are ready: delete its pod by hand',
    ]);
    expect(field(of(1, SINGLE), of(1, {}))[1]).toBe('the pod template changes, so every pod is replaced');
  });
});

test.each(['ES_SETTING_XPACK_SECURITY_TRANSPORT_SSL_ENABLED', 'xpack.security.transport.ssl.enabled'])(
  'nodes with and without TLS never join each other: %s',
  (name) => {
    const of = (replicas: number, env: Readonly<Record<string, string>>) => {
      const { spec, ...rest } = node(env);
      return { ...rest, spec: { ...spec, replicas } };
    };
    const found = (before: object, after: object) => changeBetween(indexed([before]), indexed([after])).hazards;
    const hazard = [{ risk: 'stuck-rollout', fix: 'keep it, or restore a snapshot into a new cluster' }];
    expect(found(of(3, { [name]: 'true' }), of(3, {}))).toMatchObject(hazard);
    expect(found(of(3, {}), of(3, { [name]: 'true' }))).toMatchObject(hazard);
    expect(found(of(3, {}), of(3, { [name]: 'false' }))).toEqual([]);
    expect(found(of(1, { [name]: 'true' }), of(1, {}))).toEqual([]);
  },
);
