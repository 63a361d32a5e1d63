import { writeFileSync } from 'node:fs';
import { Cluster } from '../cluster';
import { VERSIONS } from '../distribution/versions';
import type { Node } from '../node';

const alone = { INITIAL_MASTER_NODES: undefined, ES_SETTING_DISCOVERY_SEED__HOSTS: undefined, ES_SETTING_DISCOVERY_TYPE: 'single-node' };

/** A template of indices with a field of this type. */
const template = (pattern: string, type: string) => ({
  index_patterns: [pattern],
  template: { mappings: { properties: { name: { type } } } },
});

/** Declares templates, as the kubelet brings a changed ConfigMap to a running node. */
function declare(node: Node, templates: Readonly<Record<string, object>>): void {
  const state = { index_templates: { composable_index_templates: templates } };
  writeFileSync(node.place.path('files/state.json'), JSON.stringify(state));
}

/** The type that a template gives the field; undefined where there is none. */
async function typeIn(node: Node, name: string): Promise<string | undefined> {
  const found = JSON.stringify(await node.send('GET', `_index_template/${name}`));
  return /"name":\{"type":"(\w+)"/.exec(found)?.[1];
}

/** What the page says to ask. */
async function errorOf(node: Node): Promise<string | undefined> {
  const { metadata } = (await node.send('GET', '_cluster/state/metadata?filter_path=metadata.reserved_state')) as {
    metadata: { reserved_state: { file_settings: { errors?: { errors: string[] } | null } } };
  };
  return metadata.reserved_state.file_settings.errors?.errors[0];
}

// Elasticsearch knows no type `txt`.
describe.each(VERSIONS)('%s', (version) => {
  let cluster: Cluster;
  let node: Node;
  beforeAll(() => {
    cluster = new Cluster({ version, zones: ['a'] });
    node = cluster.node(0);
  });
  afterAll(() => cluster.remove());

  test('a wrong declaration keeps a new cluster from being ready until it is fixed, and no restart is needed', async () => {
    declare(node, { shop: template('shop-*', 'txt') });
    node.start(alone);
    await node.says('Error processing');
    expect(await node.probe()).toEqual({ ready: false, output: 'ready.sh: in no cluster with an elected master' });
    declare(node, { shop: template('shop-*', 'text') });
    // Also while the pod isn't ready, its probe brings the change to Elasticsearch.
    await node.probe();
    await node.becomesReady();
    expect(await typeIn(node, 'shop')).toBe('text');
  });

  test('of a change with an error nothing is applied, and the cluster goes on with what it has', async () => {
    declare(node, { shop: template('shop-*', 'txt'), logs: template('logs-*', 'text') });
    await node.probe();
    await node.until('names no error', async () => (await errorOf(node))?.includes('composable template [shop]') === true);
    expect(await node.probe()).toMatchObject({ ready: true });
    expect([await typeIn(node, 'shop'), await typeIn(node, 'logs')]).toEqual(['text', undefined]);
  });

  test('a node that restarts meanwhile is ready, and the fixed change is applied', async () => {
    await node.stop();
    node.start(alone);
    await node.becomesReady();
    expect([await typeIn(node, 'shop'), await typeIn(node, 'logs')]).toEqual(['text', undefined]);
    declare(node, { shop: template('shop-*', 'keyword'), logs: template('logs-*', 'text') });
    await node.probe();
    await node.until('has the old templates', async () => (await typeIn(node, 'shop')) === 'keyword');
    expect([await typeIn(node, 'logs'), (await errorOf(node)) ?? undefined]).toEqual(['text', undefined]);
  });
});
