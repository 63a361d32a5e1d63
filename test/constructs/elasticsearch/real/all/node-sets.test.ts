import { Size, Testing } from 'cdk8s';
import { hallsAndAttic, provable } from '../../node-sets/sets';
import { Cluster } from '../cluster';
import { type Pod, podsOf } from '../pods';
import { expectRollingRestart } from '../rolling-restart';
import { Traffic } from '../traffic';

// Masters in two halls and a tie-breaker in a third place, data in the halls, and a node that only coordinates. Clients connect to the data.
const sets = {
  masters: { roles: ['master'], count: 3, storage: Size.gibibytes(10), votingOnlyZone: 'attic' },
  data: { roles: ['data', 'ingest'], count: 2, storage: Size.gibibytes(100), zones: ['hall-a', 'hall-b'] },
  coordinating: { roles: [], count: 2 },
} as const;

function pods(): Pod[] {
  const manifests = Testing.synth(provable({ platform: hallsAndAttic, sets, clients: 'data' }).chart);
  return [
    ...podsOf(manifests, 'elasticsearch-masters', ['hall-a', 'hall-b', 'attic']),
    ...podsOf(manifests, 'elasticsearch-data', ['hall-a', 'hall-b']),
    ...podsOf(manifests, 'elasticsearch-coordinating', ['hall-a']),
  ];
}

// One cluster, which each test finds as the one before has left it: green.
let cluster: Cluster;
beforeAll(() => {
  cluster = new Cluster({ pods: pods() });
});
afterAll(() => cluster.remove());

const masters = () => cluster.nodes.slice(0, 3);
const data = () => cluster.nodes.slice(3, 5);

test('two masters and the data found nothing; all masters do, and each node has the roles of its set', async () => {
  const [first, second, third] = [cluster.node(0), cluster.node(1), cluster.node(2)];
  const others = [first, second, ...data()];
  for (const node of others) node.start();
  for (const node of [first, second]) await node.knowsWithoutMaster(first, second);
  for (const node of data()) await node.says('master not discovered yet');
  expect(await cluster.members()).toEqual([]);

  third.start();
  cluster.node(5).start();
  await cluster.ready();
  expect((await first.cluster()).voters).toBe(3);
  const nodes = (await first.send('GET', '_cat/nodes?format=json&h=name,node.role&s=name')) as object[];
  expect(nodes).toEqual([
    { name: 'elasticsearch-coordinating-0', 'node.role': '-' },
    { name: 'elasticsearch-data-0', 'node.role': 'di' },
    { name: 'elasticsearch-data-1', 'node.role': 'di' },
    { name: 'elasticsearch-masters-0', 'node.role': 'm' },
    { name: 'elasticsearch-masters-1', 'node.role': 'm' },
    // Of the zone of the tie-breaker. That it is never elected is up to a module that Maven Central doesn't have.
    { name: 'elasticsearch-masters-2', 'node.role': 'mv' },
  ]);
  await cluster.createIndex();
});

test('a rolling restart of the data under writes loses no acknowledged write, and clients always find a node', () =>
  expectRollingRestart(cluster, { nodes: data() }));

test('the elected master is lost with its volume under writes: another one is elected, no acknowledged write is lost, and it joins again', async () => {
  const { uuid } = await cluster.node(0).cluster();
  const traffic = new Traffic(cluster.service(), 'master');
  const { node: lost } = await cluster.master();
  await lost.stop('SIGKILL');
  lost.place.loseVolume();
  const [left] = masters().filter(({ isRunning }) => isRunning);
  const isReplaced = () =>
    cluster.master().then(
      ({ node }) => node !== lost,
      () => false,
    );
  await left?.until('knows no other master', isReplaced);
  const before = traffic.acknowledged.length;
  await left?.until('takes no writes', async () => traffic.acknowledged.length > before);

  lost.start();
  await lost.becomesReady();
  await traffic.stop();
  expect(lost.log.slice(lost.earlierLog.length)).toContain('is part of a cluster');
  expect(await lost.cluster()).toEqual({ uuid, voters: 3 });
  await cluster.green();
  expect(await cluster.lost(traffic.acknowledged)).toBe(0);
});
