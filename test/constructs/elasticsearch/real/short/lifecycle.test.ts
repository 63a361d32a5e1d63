import { Cluster } from '../cluster';
import { expectRollingRestart } from '../rolling-restart';

// One cluster, which each test finds as the one before has left it: green.
let cluster: Cluster;
beforeAll(() => {
  cluster = new Cluster();
});
afterAll(() => cluster.remove());

test('two of three new masters found nothing, and all three found a cluster that two can carry', async () => {
  const [first, second, third] = [cluster.node(0), cluster.node(1), cluster.node(2)];
  for (const node of [first, second]) node.start();
  for (const node of [first, second]) await node.knowsWithoutMaster(first, second);
  expect(await Promise.all([first.isMember(), second.isMember()])).toEqual([false, false]);

  third.start();
  await cluster.ready();
  expect((await third.cluster()).voters).toBe(3);
  await cluster.createIndex();
});

test('a rolling restart under writes loses no acknowledged write, and clients always find a node', () => expectRollingRestart(cluster));

test('a node that lost its volume joins the cluster that it belonged to, and is ready when its copies are back', async () => {
  const node = cluster.node(2);
  const { uuid } = await cluster.node(0).cluster();
  await node.stop('SIGKILL');
  node.place.loseVolume();
  // As the runbook says: the node that the others would wait for never returns. A planned restart has set five minutes.
  await cluster.node(0).send('PUT', '_all/_settings', { 'index.unassigned.node_left.delayed_timeout': '0s' });
  node.start();
  await node.becomesReady();
  expect(await node.cluster()).toEqual({ uuid, voters: 3 });
  expect(await node.send('GET', '_cluster/health')).toMatchObject({ status: 'green', number_of_nodes: 3 });
});
