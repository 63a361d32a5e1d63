import { writeFileSync } from 'node:fs';
import { type ON_ELASTICSEARCH, script } from '../../runbooks/blocks';
import { Cluster } from '../cluster';
import { runCommands } from '../kubectl';

// One cluster, which each test finds as the one before has left it: green. The commands are those of the pages, as they stand there.
let cluster: Cluster;
beforeAll(async () => {
  cluster = new Cluster();
  await cluster.start();
  await cluster.createIndex();
});
afterEach(() => cluster.reset(), 10 * 60_000);
afterAll(() => cluster.remove());

/** The function that the pages use, which the page's own block ends with two calls of. */
const es = script('elasticsearch.md: Elasticsearch 2').replace(/^es '.*$/gm, '');

/** Runs commands, none of which Elasticsearch refuses. */
async function run(text: string): Promise<string> {
  const { output } = await runCommands(cluster, `${es}\n${text}`);
  expect(output).not.toMatch(/"error"|"status":4|curl: \(|command not found|syntax error/);
  return output;
}

type Name = Exclude<(typeof ON_ELASTICSEARCH)[number], 'elasticsearch-runbooks.md: Two of three volumes are lost'>;

// The compiler finds a block without a check.
const checks: Record<Name, (text: string) => Promise<void>> = {
  'elasticsearch.md: Elasticsearch 2': async (text) => {
    const output = await run(text);
    expect(output).toContain('"status" : "green"');
    for (const { name } of cluster.nodes) expect(output).toMatch(new RegExp(`^${name} +[*-] `, 'm'));
  },
  'elasticsearch-runbooks.md: From 8 to 9': async (text) => {
    // The module that knows what is deprecated isn't there.
    const asked = text.split('\n').filter((line) => !line.includes('_migration/deprecations'));
    expect(asked.join('\n').trim()).toMatch(/^es '_all\/_settings/);
    expect(await run(asked.join('\n'))).toBe('');
  },
  'elasticsearch-runbooks.md: Replace a lost node 3': async (text) => {
    const [at_once = '', after = ''] = text.trim().split('\n');
    expect(await run(at_once)).toContain('"acknowledged":true');
    expect(await delay()).toBe('0s');
    expect(await run(after)).toContain('"acknowledged":true');
    expect(await delay()).toBeUndefined();
  },
  'elasticsearch-runbooks.md: Certificates': async (text) => {
    expect(await run(text)).toMatch(/expire date: /);
  },
  'elasticsearch-failures.md: When the master’s machine dies': async (text) => {
    cluster.setRetries(5);
    expect(await run(text)).toBe('5');
  },
  'elasticsearch-failures.md: When a zone or node is lost': async (text) => {
    const output = await run(text);
    expect(output).toMatch(/^node +disk.percent +disk.used +disk.total/);
    for (const { name } of cluster.nodes) expect(output).toMatch(new RegExp(`^${name} +\\d+ `, 'm'));
  },
  'elasticsearch-size.md: Fewer nodes': async (text) => {
    // Of three nodes one is emptied in place of two of five.
    const [exclude = '', shards = '', votes = ''] = smaller(text).trim().split('\n');
    expect(await run(exclude)).toContain('"acknowledged":true');
    await cluster.node(0).until('has shards on the node that is to go', async () => (await run(shards)) === '');
    await run(votes);
    const { voters } = await cluster.node(0).cluster();
    expect(voters).toBe(1);
  },
  'elasticsearch-size.md: Fewer nodes 2': async (text) => {
    expect(await exclusions()).toEqual([expect.objectContaining({ node_name: 'elasticsearch-2' })]);
    // It is gone by then: Elasticsearch waits for that before it forgets the exclusion.
    await cluster.node(2).stop();
    await run(smaller(text));
    expect(await exclusions()).toEqual([]);
    expect(await cluster.node(0).send('GET', '_cluster/settings?flat_settings=true')).toEqual({ persistent: {}, transient: {} });
  },
  'elasticsearch-users.md: Replace a password': async (text) => {
    expect(await run(text)).toBe('0\n0\n0');
    // The commands have changed no Secret here: the kubelet brings its new key to the nodes, and the probe copies it.
    for (const node of cluster.nodes) {
      writeFileSync(node.place.path('logins/backend/password-2'), 'new');
      await node.probe();
    }
    expect(await run(text)).toBe('1\n1\n1');
  },
};

function smaller(text: string): string {
  return text
    .replaceAll('elasticsearch-3,elasticsearch-4', 'elasticsearch-2')
    .replaceAll('elasticsearch-3|elasticsearch-4', 'elasticsearch-2');
}

async function exclusions(): Promise<unknown> {
  const state = (await cluster.node(0).send('GET', '_cluster/state/metadata')) as {
    metadata: { cluster_coordination: { voting_config_exclusions: unknown } };
  };
  return state.metadata.cluster_coordination.voting_config_exclusions;
}

async function delay(): Promise<unknown> {
  const path = 'shop/_settings/index.unassigned.node_left.delayed_timeout?flat_settings=true';
  const settings = (await cluster.node(0).send('GET', path)) as { shop?: { settings: Record<string, string> } };
  return settings.shop?.settings['index.unassigned.node_left.delayed_timeout'];
}

test.each(Object.keys(checks) as Name[])('the commands under %s', (name) => checks[name](script(name)));
