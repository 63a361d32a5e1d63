import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Cell, clusterOf } from '../../src/cluster/cluster';
import type { Topology } from '../../src/cluster/topology';
import { topologyOf } from '../../src/cluster/topology-file';
import { parseYaml } from '../../src/manifests/yaml';
import { binaries } from './harness/binaries';
import { Cluster } from './harness/cluster';
import { agreed } from './harness/server';
import { until } from './harness/until';

const pool = { name: 'pool', rate: 'never', allocatable: { cpu: '1930m', memory: '7220184Ki', pods: 29 } } as const;
const topology: Topology = {
  kubernetes: '1.36',
  zones: [
    { name: 'a', rate: 'never', pools: [{ ...pool, count: 2, labels: { disk: 'fast' } }] },
    {
      name: 'b',
      rate: 'never',
      pools: [
        { ...pool, count: 1, labels: { disk: 'fast' } },
        { ...pool, name: 'batch', count: 1, taints: [{ key: 'only', value: 'batch', effect: 'NoSchedule' }] },
      ],
    },
  ],
};
/** As the harness has it. */
const DISK = { 'ephemeral-storage': '100Gi' };
const agent = { cpu: '100m', memory: '64Mi' };
const daemonSet = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'agent', namespace: 'kube-system' },
  spec: {
    selector: { matchLabels: { app: 'agent' } },
    template: {
      metadata: { labels: { app: 'agent' } },
      spec: {
        tolerations: [{ operator: 'Exists' }],
        containers: [{ name: 'agent', image: 'registry.example/agent:1', resources: { requests: agent } }],
      },
    },
  },
};

let cluster: Cluster;
let kubectl: string;
/** Where kubectl finds its plugins. */
const folder = mkdtempSync(join(tmpdir(), 'nines-plugin-'));

beforeAll(async () => {
  cluster = await Cluster.start(topology, { name: 'topology-command' });
  kubectl = (await binaries(() => {}, cluster.kubernetes)).kubectl;
  symlinkSync(join(__dirname, '../../bin/nines.js'), join(folder, 'kubectl-nines'));
  agreed(await cluster.server.call('POST', '/apis/apps/v1/namespaces/kube-system/daemonsets', JSON.stringify(daemonSet)), 'the agent');
  await until(cluster.state, 'an agent on each node', () => pods().filter(({ spec }) => spec?.nodeName).length === 4);
});
afterAll(async () => {
  await cluster?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const pods = () => cluster.state.all('pods').filter(({ metadata }) => metadata?.namespace === 'kube-system');

function run(...args: readonly string[]): string {
  return piped('', ...args);
}

/** What kubectl prints. */
function piped(input: string, ...args: readonly string[]): string {
  const env = { ...process.env, KUBECONFIG: cluster.kubeconfig, PATH: [folder, process.env['PATH']].join(delimiter) };
  const { status, stdout, stderr } = spawnSync(kubectl, args, { input, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr}`);
  return stdout;
}

function readBack(text: string): Topology {
  return topologyOf(parseYaml(text, 'printed'), 'printed').topology;
}

/** All that placements depend on. */
function placeOf({ zone, nodes, labels, taints, room }: Cell): string {
  return JSON.stringify([zone, nodes, [...labels].sort(), taints, Object.entries(room).sort()]);
}

function cellsOf(given: Topology): readonly string[] {
  return clusterOf(given).cells.map(placeOf).sort();
}

function sized(more: object): Topology {
  const zones = topology.zones.map((zone) => ({
    ...zone,
    pools: zone.pools.map((it) => ({ ...it, ...more, allocatable: { ...it.allocatable, ...DISK } })),
  }));
  return { ...topology, zones };
}

test('the nodes of a control plane give the topology that they were made of', () => {
  const printed = piped(run('get', 'nodes', '-o', 'json'), 'nines', 'topology');
  expect(cellsOf(readBack(printed))).toEqual(cellsOf(sized({})));
});

test('with its pods, what the DaemonSets of the system ask for is reserved, and its version is that of the server', () => {
  const outputs = [run('get', 'nodes', '-o', 'json'), run('get', 'pods', '-A', '-o', 'json'), run('version', '-o', 'json')];
  const printed = piped(outputs.join(''), 'nines', 'topology');
  expect(cellsOf(readBack(printed))).toEqual(cellsOf(sized({ reserved: { ...agent, pods: 1 } })));
  expect(printed).toContain(`\n# The version of the API server. Kubelets: `);
  expect(printed).toContain(`\nkubernetes: '${cluster.kubernetes.replace(/\.\d+$/, '')}'\n`);
});

test('a cordoned node is left out, and one that hangs too', async () => {
  run('cordon', 'a-pool-1');
  cluster.machine('b-pool-0').freeze();
  await until(cluster.state, 'the node to count as lost', () => {
    const node = cluster.state.get('nodes', 'b-pool-0');
    return (node?.status?.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'Unknown');
  });
  const printed = piped(run('get', 'nodes', '-o', 'json'), 'nines', 'topology');
  expect(readBack(printed).zones.map(({ name, pools }) => [name, pools.map(({ count }) => count)])).toEqual([
    ['a', [1]],
    ['b', [1]],
  ]);
  expect(printed).toContain('# - Left out: a-pool-1 (cordoned).\n');
  expect(printed).toContain('# - Left out: b-pool-0 (not ready: NodeStatusUnknown).\n');
});
