import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster } from '../cluster';
import { VERSIONS } from '../distribution/versions';

test.each(VERSIONS)('the keystore of %s has secure settings as they are: several lines, binary, and text', async (version) => {
  const cluster = new Cluster({ version, zones: ['a'] });
  try {
    const node = cluster.node(0);
    const secrets = {
      'gcs.client.default.credentials_file': Buffer.from('{\n  "type": "service_account",\n  "private_key": "-----BEGIN\\n"\n}\n'),
      'azure.client.default.sas_token': randomBytes(3000),
      's3.client.default.secret_key': Buffer.from('a $ecret'),
    };
    const folder = node.place.path('secure-settings');
    for (const [name, content] of Object.entries(secrets)) writeFileSync(join(folder, name), content);
    // No module of this distribution reads them, so Elasticsearch itself would refuse them: start.sh ends where it would begin.
    expect(await node.runStart({ SECURE_SETTINGS_PATH: folder, INITIAL_MASTER_NODES: '', ENTRYPOINT: '/bin/true' })).toMatchObject({
      code: 0,
    });
    for (const [name, content] of Object.entries(secrets)) {
      const shown = node.place.path(`tmp/${name}`);
      expect(await node.run('sh', '-c', 'elasticsearch-keystore show "$1" >"$2"', 'sh', name, shown)).toEqual({ code: 0, output: '' });
      expect(readFileSync(shown)).toEqual(content);
    }
  } finally {
    await cluster.remove();
  }
});
