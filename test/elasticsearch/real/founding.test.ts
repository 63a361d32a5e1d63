import { setTimeout } from 'node:timers/promises';
import { initialMasterNodes } from '../../../lib/elasticsearch/bootstrap';
import { Node } from './node';

const names = ['es-0', 'es-1', 'es-2'];
const all = initialMasterNodes(names);
// Several elections and rounds of discovery: what isn't founded by then waits for somebody.
const LONG = 15_000;

type Three = readonly [Node, Node, Node];
let nodes: Three;
beforeEach(() => {
  nodes = [new Node(0), new Node(1), new Node(2)];
});
afterEach(() => Promise.all(nodes.map((node) => node.remove())));

async function members(): Promise<string[]> {
  const known = await Promise.all(nodes.map(async (node) => ((await node.isMember()) ? [node.name] : [])));
  return known.flat();
}

async function found([first, second, third]: Three): Promise<string> {
  for (const node of [first, second, third]) node.start(all);
  for (const node of [first, second, third]) await node.joins();
  return (await first.cluster()).uuid;
}

test('two of three new masters found nothing, and all three found a cluster that two can carry', async () => {
  const [first, second, third] = nodes;
  for (const node of [first, second]) node.start(all);
  for (const node of [first, second]) await node.answers();
  await setTimeout(LONG);
  expect(await members()).toEqual([]);

  third.start(all);
  for (const node of nodes) await node.joins();
  expect((await third.cluster()).voters).toBe(3);
  await third.stop();
  await setTimeout(LONG);
  expect(await members()).toEqual(['es-0', 'es-1']);
});

test('two that lost their volumes found nothing while the third is down, and nothing beside it', async () => {
  const [first, second, third] = nodes;
  await found(nodes);
  await Promise.all(nodes.map((node) => node.stop()));
  for (const node of [second, third]) node.loseVolume();

  for (const node of [second, third]) node.start(all);
  for (const node of [second, third]) await node.answers();
  await setTimeout(LONG);
  expect(await members()).toEqual([]);

  first.start();
  await first.answers();
  await setTimeout(LONG);
  expect(await members()).toEqual([]);
});

test('one that lost its volume founds nothing and joins the others, whoever starts first', async () => {
  const [first, second, third] = nodes;
  const uuid = await found(nodes);
  await Promise.all(nodes.map((node) => node.stop()));
  third.loseVolume();

  third.start(all);
  await third.answers();
  for (const node of [first, second]) node.start();
  for (const node of nodes) await node.joins();
  expect((await third.cluster()).uuid).toBe(uuid);
});

test('the masters alone as the list would do worse: two that lost their volumes found a second cluster', async () => {
  const [, second, third] = nodes;
  const uuid = await found(nodes);
  await Promise.all(nodes.map((node) => node.stop()));
  for (const node of [second, third]) node.loseVolume();

  for (const node of [second, third]) node.start(names);
  for (const node of [second, third]) await node.joins();
  expect((await third.cluster()).uuid).not.toBe(uuid);
});
