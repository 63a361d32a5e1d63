import { rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { issueCertificates } from './certificates';
import { Network } from './network';
import { Node } from './node';

// Several elections and rounds of discovery: what isn't founded by then waits for somebody.
const LONG = 15_000;
const ALONE = { INITIAL_MASTER_NODES: 'elasticsearch-0,elasticsearch-1,elasticsearch-2' };

type Three = readonly [Node, Node, Node];
let network: Network;
let certificates: string;
let nodes: Three;
beforeEach(() => {
  network = new Network(3);
  certificates = issueCertificates();
  nodes = [new Node(0, network, certificates), new Node(1, network, certificates), new Node(2, network, certificates)];
});
afterEach(async () => {
  await Promise.all(nodes.map((node) => node.remove()));
  network.remove();
  rmSync(certificates, { recursive: true });
});

async function members(): Promise<string[]> {
  const known = await Promise.all(nodes.map(async (node) => ((await node.isMember()) ? [node.name] : [])));
  return known.flat();
}

async function found([first, second, third]: Three): Promise<string> {
  for (const node of [first, second, third]) node.start();
  for (const node of [first, second, third]) await node.joins();
  // Which takes away the mark of a new volume.
  for (const node of [first, second, third]) await node.becomesReady();
  return (await first.cluster()).uuid;
}

test('two of three new masters found nothing, and all three found a cluster that two can carry', async () => {
  const [first, second, third] = nodes;
  for (const node of [first, second]) node.start();
  for (const node of [first, second]) await node.answers();
  await setTimeout(LONG);
  expect(await members()).toEqual([]);

  third.start();
  for (const node of nodes) await node.joins();
  for (const node of nodes) await node.becomesReady();
  expect((await third.cluster()).voters).toBe(3);
  await third.stop();
  await setTimeout(LONG);
  expect(await members()).toEqual(['elasticsearch-0', 'elasticsearch-1']);
});

test('two that lost their volumes found nothing while the third is down, and nothing beside it', async () => {
  const [first, second, third] = nodes;
  await found(nodes);
  await Promise.all(nodes.map((node) => node.stop()));
  for (const node of [second, third]) node.loseVolume();

  for (const node of [second, third]) node.start();
  for (const node of [second, third]) await node.answers();
  await setTimeout(LONG);
  expect(await members()).toEqual([]);

  first.start();
  await first.answers();
  await setTimeout(LONG);
  expect(await members()).toEqual([]);
});

test('a node that lost its volume forms no cluster and joins the others, whichever starts first', async () => {
  const [first, second, third] = nodes;
  const uuid = await found(nodes);
  await Promise.all(nodes.map((node) => node.stop()));
  third.loseVolume();

  third.start();
  await third.answers();
  for (const node of [first, second]) node.start();
  for (const node of nodes) await node.joins();
  expect((await third.cluster()).uuid).toBe(uuid);
});

test('a node that was killed is ready when its copies are back, and not before', async () => {
  const [first, second] = nodes;
  await found(nodes);
  await first.send('PUT', 'shop', { settings: { number_of_replicas: 2, 'index.unassigned.node_left.delayed_timeout': '1h' } });
  await first.send('GET', '_cluster/health?wait_for_status=green&timeout=60s');
  // Its copy stays where it is until somebody allows it: as if it took long to recover.
  await first.send('PUT', '_cluster/settings', { persistent: { 'cluster.routing.allocation.enable': 'none' } });
  await second.stop('SIGKILL');
  second.start();
  await second.joins();
  await second.answers();
  expect(await second.probe()).toEqual({ ready: false, output: 'ready.sh: waiting for shards to recover' });
  await first.send('PUT', '_cluster/settings', { persistent: { 'cluster.routing.allocation.enable': null } });
  await second.becomesReady();
});

test('a single node accepts no others until it restarts with the settings for three', async () => {
  const [first, second, third] = nodes;
  const single = { ES_SETTING_DISCOVERY_TYPE: 'single-node', ES_SETTING_DISCOVERY_SEED__HOSTS: undefined, INITIAL_MASTER_NODES: undefined };
  first.start(single);
  await first.becomesReady();
  const { uuid } = await first.cluster();

  for (const node of [second, third]) node.start();
  for (const node of [second, third]) await node.answers();
  await setTimeout(LONG);
  expect(await members()).toEqual([first.name]);
  expect(second.log).toContain('discovery.type] set to [single-node]');

  await first.stop();
  first.start();
  for (const node of nodes) await node.joins();
  expect(await third.cluster()).toEqual({ uuid, voters: 3 });
});

test('the masters alone as the list would do worse: two that lost their volumes found a second cluster', async () => {
  const [, second, third] = nodes;
  const uuid = await found(nodes);
  await Promise.all(nodes.map((node) => node.stop()));
  for (const node of [second, third]) node.loseVolume();

  for (const node of [second, third]) node.start(ALONE);
  for (const node of [second, third]) await node.joins();
  expect((await third.cluster()).uuid).not.toBe(uuid);
});
