import { script } from '../../runbooks/blocks';
import { Cluster } from '../cluster';

// One cluster, which the second test finds as the first has left it. The launcher of 9 is that of 8 here, whose tools can't read a volume of 9.
let cluster: Cluster;
let uuid: string;
beforeAll(async () => {
  cluster = new Cluster({ version: '8.19.21' });
  await cluster.start();
  ({ uuid } = await cluster.node(0).cluster());
});
afterAll(() => cluster.remove());

test('two that lost their volumes found nothing while the third is down, and nothing beside it; the third joins none of it', async () => {
  const [first, second, third] = [cluster.node(0), cluster.node(1), cluster.node(2)];
  await cluster.stop();
  for (const node of [second, third]) node.place.loseVolume();

  for (const node of [second, third]) node.start();
  for (const node of [second, third]) await node.knowsWithoutMaster(second, third);
  expect(await cluster.members()).toEqual([]);

  first.start();
  await first.says(
    /master not discovered or elected yet.*have (only )?discovered (non-quorum )?\[(?=[^\]]*elasticsearch-1)(?=[^\]]*elasticsearch-2)/,
    first.earlierLog,
  );
  expect(await cluster.members()).toEqual([]);
});

test('the one that is left is told to go on alone, as the runbook says, and the others join it', async () => {
  const [first, , third] = [cluster.node(0), cluster.node(1), cluster.node(2)];
  await cluster.stop();

  const [, command = ''] = /exec -it rescue -- (.*)/.exec(script('elasticsearch-runbooks.md: Two of three volumes are lost')) ?? [];
  expect(command).toContain('elasticsearch-node');
  const { code, output } = await first.run('sh', '-c', `yes | ${command}`);
  expect(output).toContain('Master node was successfully bootstrapped');
  expect(code).toBe(0);
  await cluster.start();
  expect(await third.cluster()).toMatchObject({ voters: 3 });
  expect((await third.cluster()).uuid).not.toBe(uuid);
});
