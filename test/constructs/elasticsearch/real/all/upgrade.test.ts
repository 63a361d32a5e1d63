import { Cluster, NEWEST } from '../cluster';
import type { Version } from '../distribution/versions';
import { expectRollingRestart } from '../rolling-restart';

const OLD: Version = '8.19.21';

let cluster: Cluster;
beforeAll(() => {
  cluster = new Cluster({ version: OLD });
});
afterAll(() => cluster.remove());

// The runbook "Upgrade from 8 to 9": docs/elasticsearch-runbooks.md.
test('8.19 becomes 9 node by node under writes, and loses no acknowledged write', async () => {
  await cluster.start();
  await cluster.createIndex();
  const { uuid } = await cluster.node(0).cluster();
  const deprecations = (await cluster.node(0).send('GET', '_cluster/settings?include_defaults=false')) as object;
  expect(deprecations).toEqual({ persistent: {}, transient: {} });

  await expectRollingRestart(cluster, { version: NEWEST });
  expect(await cluster.node(0).cluster()).toEqual({ uuid, voters: 3 });
  const { nodes } = (await cluster.node(0).send('GET', '_nodes/_all/_none')) as { nodes: Record<string, { version: string }> };
  expect(Object.values(nodes).map(({ version }) => version)).toEqual([NEWEST, NEWEST, NEWEST]);
});

// Elasticsearch's own guard, or Lucene, where 9 has written the node's state anew.
const REFUSALS =
  /cannot downgrade a node from version \[9\.\d+\.\d+\] to version \[8\.19\.\d+\]|indexCreatedVersionMajor is in the future: 10/;

test('a node that ran 9 refuses to run 8 again', async () => {
  const node = cluster.node(2);
  await node.stop();
  node.start({}, OLD);
  await node.says(REFUSALS, node.earlierLog);
});
