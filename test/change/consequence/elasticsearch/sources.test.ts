import { changeBetween } from '../../../../src/change/change';
import { indexed } from '../../../indexed';

const set = (variable: object, volumes: object[] = []) => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'search', namespace: 'shop' },
  spec: {
    template: {
      spec: { containers: [{ name: 'es', image: 'elasticsearch:9.1.4', env: [{ name: 'OTHER', value: 'x' }, variable] }], volumes },
    },
    volumeClaimTemplates: [{ metadata: { name: 'data' } }],
  },
});
const config = (name: string, data: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data });
const written = (value: string) => ({ name: 'cluster.name', value });
const from = (kind: 'configMap' | 'secret', name: string) => ({
  name: 'cluster.name',
  valueFrom: { [`${kind}KeyRef`]: { name, key: 'name' } },
});

/** What the fields that differ do, each once. */
function effects(before: readonly object[], after: readonly object[]) {
  const { objects } = changeBetween(indexed(before), indexed(after));
  const all = objects.flatMap(({ fields }) => fields.map(({ consequence, because }) => `${consequence}: ${because}`));
  return [...new Set(all)];
}

const ROLLOUT = 'rollout: the pod template changes, so every pod is replaced';
const refused = (before: string, after: string) =>
  `refused: Elasticsearch refuses it: a node of cluster '${after}' can't join cluster '${before}'`;

test('a setting that a ConfigMap gives from now on is compared with what it was', () => {
  expect(effects([set(written('shop'))], [set(from('configMap', 'names')), config('names', { name: 'shop' })])).toEqual([ROLLOUT]);
  expect(effects([set(written('shop'))], [set(from('configMap', 'names')), config('names', { name: 'store' })])).toEqual([
    refused('shop', 'store'),
  ]);
});

test('a setting that the manifests do not have may be any', () => {
  const UNKNOWN = "If it isn't what it was, Elasticsearch refuses to start, or starts empty";
  expect(effects([set(written('shop'))], [set(from('secret', 'names'))])).toEqual([
    `rollout: the pods restart; cluster.name comes from Secret 'shop/names', which isn't known here. ${UNKNOWN}`,
  ]);
  expect(effects([set(from('configMap', 'names'))], [set(written('shop'))])).toEqual([
    `rollout: the pods restart; cluster.name is 'shop', and came from ConfigMap 'shop/names', which isn't known here. ${UNKNOWN}`,
  ]);
});

test('another spelling of a setting is the same, and none is that of the image', () => {
  expect(effects([set(written('shop'))], [set({ name: 'ES_SETTING_CLUSTER_NAME', value: 'shop' })])).toEqual([ROLLOUT]);
  expect(effects([set(written('shop'))], [set({ name: 'MORE', value: 'x' })])).toEqual([refused('shop', 'docker-cluster'), ROLLOUT]);
});

test('a setting in a mounted elasticsearch.yml counts where no variable has it', () => {
  const volumes = [{ name: 'config', configMap: { name: 'file' } }];
  const file = config('file', { 'elasticsearch.yml': 'cluster:\n  name: shop\n' });
  expect(effects([file, set({ name: 'MORE', value: 'x' }, volumes)], [file, set(written('shop'), volumes)])).toEqual([ROLLOUT]);
});

test('an elasticsearch.yml in a ConfigMap decides over the data as variables do', () => {
  const file = (text: string) => config('file', { 'elasticsearch.yml': text });
  const change = (before: string, after: string) => effects([file(before)], [file(after)]);
  expect(change('cluster.name: shop\n', 'cluster:\n  name: store\n')).toEqual([
    refused('shop', 'store').replace('refused: ', 'refused: with the next restart, '),
  ]);
  expect(change('path.data: /data\n', 'path.data: [/more, /disks]\n')).toEqual([
    'data at risk: with the next restart, Elasticsearch starts on an empty folder: its data is in /data, and it is to look in /more,/disks',
  ]);
  expect(change('node.roles: [master, data]\n', 'node.roles: [master]\n')).toEqual([
    'data at risk: with the next restart, Elasticsearch refuses to start without a data role while its volume has shards, and what makes it start deletes them',
  ]);
  const MOUNTED = 'in place: no pod restarts: mounted files follow within a minute or two, environment variables with the next restart';
  expect(change('cluster.name: shop\n', 'cluster: { name: shop }\nhttp.port: 9201\n')).toEqual([MOUNTED]);
  expect(change('cluster.name: shop\n', '{ broken')).toEqual([
    refused('shop', 'docker-cluster').replace(': E', ': with the next restart, E'),
  ]);
});
