import { Cluster } from '../cluster';

// What decision 31 compares with, and what Elasticsearch does where the scripts aren't asked.
const ALONE = { INITIAL_MASTER_NODES: 'elasticsearch-0,elasticsearch-1,elasticsearch-2' };

let cluster: Cluster;
beforeEach(() => {
  cluster = new Cluster();
});
afterEach(() => cluster.remove());

test('a node that lost its volume forms no cluster and joins the others, whichever starts first', async () => {
  const [first, second, third] = [cluster.node(0), cluster.node(1), cluster.node(2)];
  await cluster.start();
  const { uuid } = await first.cluster();
  await cluster.stop();
  third.place.loseVolume();

  third.start();
  await third.answers();
  for (const node of [first, second]) node.start();
  for (const node of cluster.nodes) await node.joins();
  expect((await third.cluster()).uuid).toBe(uuid);
});

test('a single node accepts no others until it restarts with the settings for three', async () => {
  const [first, second, third] = [cluster.node(0), cluster.node(1), cluster.node(2)];
  first.start({ ES_SETTING_DISCOVERY_TYPE: 'single-node', ES_SETTING_DISCOVERY_SEED__HOSTS: undefined, INITIAL_MASTER_NODES: undefined });
  await first.becomesReady();
  const { uuid } = await first.cluster();

  for (const node of [second, third]) node.start();
  await second.says(/discovery.type\] set to \[single-node\]/);
  expect(await cluster.members()).toEqual([first.name]);

  await first.stop();
  first.start();
  for (const node of cluster.nodes) await node.joins();
  expect(await third.cluster()).toEqual({ uuid, voters: 3 });
});

test('the masters alone as the list would do worse: two that lost their volumes found a second cluster', async () => {
  const [, second, third] = [cluster.node(0), cluster.node(1), cluster.node(2)];
  await cluster.start();
  const { uuid } = await third.cluster();
  await cluster.stop();
  for (const node of [second, third]) node.place.loseVolume();

  for (const node of [second, third]) node.start(ALONE);
  for (const node of [second, third]) await node.joins();
  expect((await third.cluster()).uuid).not.toBe(uuid);
});
