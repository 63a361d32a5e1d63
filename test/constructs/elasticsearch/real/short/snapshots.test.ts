import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Size } from 'cdk8s';
import { Elasticsearch, MONITORING_LOGIN } from '../../../../../src';
import { find, manifestsOf } from '../../../../objects';
import { threeZones } from '../../cluster';
import { Cluster } from '../cluster';
import { VERSIONS } from '../distribution/versions';

// What is left when `templates` is removed: test/constructs/elasticsearch/snapshots.test.ts.
const NO_TEMPLATES = { composable_index_templates: {} };

const alone = { INITIAL_MASTER_NODES: undefined, ES_SETTING_DISCOVERY_SEED__HOSTS: undefined, ES_SETTING_DISCOVERY_TYPE: 'single-node' };

/** What the construct makes of declared snapshots and templates, without policies and lifecycles: the modules for those are not on Maven Central. */
function files(): Record<string, string> {
  const manifests = manifestsOf(
    (chart) =>
      new Elasticsearch(chart, 'search', {
        platform: threeZones,
        storageClassName: 'gp3',
        version: '9.5.6',
        storage: Size.gibibytes(10),
        masters: 3,
        logins: { exporter: MONITORING_LOGIN },
        snapshots: { repository: { type: 'fs', claim: 'snapshots' }, restoreDrill: { indices: ['shop-1'] } },
        templates: { shop: { indexPatterns: ['shop-*'], settings: { number_of_replicas: 0 }, mappings: { dynamic: false } } },
      }),
  );
  const { 'roles.yml': roles = '', 'state.json': state = '' } = find(manifests, 'ConfigMap', 'elasticsearch-files')['data'] as Record<
    string,
    string
  >;
  const { slm: _, ilm: __, ...known } = JSON.parse(state);
  return { 'roles.yml': roles, 'state.json': JSON.stringify(known) };
}

test.each(VERSIONS)('%s applies declared settings, and a restore drill succeeds only with a snapshot', async (version) => {
  const cluster = new Cluster({ version, zones: ['a'] });
  try {
    const node = cluster.node(0);
    const repository = node.place.path('snapshots');
    mkdirSync(repository);
    for (const [name, text] of Object.entries(files())) writeFileSync(node.place.path(`files/${name}`), text);
    for (const login of ['restore-drill', 'exporter']) {
      mkdirSync(node.place.path(`logins/${login}`));
      writeFileSync(node.place.path(`logins/${login}/password`), login);
    }
    node.place.mountCertificates();
    node.start({ ...alone, ES_SETTING_PATH_REPO: repository });
    await node.becomesReady();
    expect(await node.send('GET', '_snapshot/backup')).toMatchObject({ backup: { type: 'fs', settings: { location: 'shop' } } });
    expect(await node.send('GET', '_index_template/shop')).toMatchObject({ index_templates: [{ name: 'shop' }] });
    // What is declared can't be changed in another way.
    expect(await node.send('DELETE', '_index_template/shop')).toMatchObject({ status: 400 });

    const drill = () =>
      node.run(
        'env',
        `ELASTICSEARCH_URL=https://elasticsearch.shop.svc:9200`,
        'ELASTICSEARCH_USERNAME=restore-drill',
        `ELASTICSEARCH_PASSWORD_FILE=${node.place.path('logins/restore-drill/password')}`,
        `ELASTICSEARCH_CA_FILE=${join(node.place.home, 'config/certs/http/ca.crt')}`,
        'REPOSITORY=backup',
        'POLICY=nightly',
        'INDICES=shop-1',
        'MAX_AGE_SECONDS=3600',
        'sh',
        join(node.place.scripts, 'drill.sh'),
      );
    expect(await drill()).toMatchObject({ code: 1, output: expect.stringContaining('no complete snapshot of nightly in backup') });
    for (const id of [1, 2, 3]) await node.send('PUT', `shop-1/_doc/${id}?refresh=true`, { id });
    expect(await node.send('PUT', '_snapshot/backup/nightly-first?wait_for_completion=true', { indices: 'shop-1' })).toMatchObject({
      snapshot: { state: 'SUCCESS' },
    });
    expect(await drill()).toEqual({
      code: 0,
      output: expect.stringMatching(/newest snapshot is nightly-first, \d+ s old\n.*restored shop-1 with 3 documents/),
    });
    expect(await node.send('GET', '_cat/indices/restore-drill-*?format=json')).toEqual([]);

    expect(await node.send('GET', 'shop-1/_search', undefined, 'restore-drill:restore-drill')).toMatchObject({ status: 403 });

    // What elasticsearch_exporter asks for, as its user.
    const metrics = ['_nodes/stats', '_cluster/health', '_snapshot/_all', '_snapshot/backup/_all', '_cluster/settings'];
    for (const path of metrics) expect(await node.send('GET', path, undefined, 'exporter:exporter')).not.toHaveProperty('error');
    for (const [method, path] of [
      ['GET', 'shop-1/_search'],
      ['DELETE', 'shop-1'],
      ['DELETE', '_snapshot/backup/nightly-first'],
    ] as const)
      expect(await node.send(method, path, undefined, 'exporter:exporter')).toMatchObject({ status: 403 });

    // A changed declaration is applied by the running node.
    const state = node.place.path('files/state.json');
    writeFileSync(state, readFileSync(state, 'utf8').replace('"dynamic":false', '"dynamic":true'));
    await node.probe();
    await node.until('has the old template', async () =>
      JSON.stringify(await node.send('GET', '_index_template/shop')).includes('"dynamic":true'),
    );

    // One that isn't declared any more is removed, and what is declared beside it stays.
    writeFileSync(state, JSON.stringify({ ...JSON.parse(readFileSync(state, 'utf8')), index_templates: NO_TEMPLATES }));
    await node.probe();
    await node.until('has the template', async () => JSON.stringify(await node.send('GET', '_index_template/shop')).includes('not found'));
    expect(await node.send('GET', '_snapshot/backup')).toMatchObject({ backup: { type: 'fs' } });
  } finally {
    await cluster.remove();
  }
});
