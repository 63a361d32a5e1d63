import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Topology } from '../../src/cluster/topology';
import { Cluster } from './harness/cluster';
import { nodeIsReady, ZONE_LABEL } from './harness/nodes';
import { domainsOf } from './harness/placement';
import { descendants, type Running, running } from './harness/process-tree';
import { kubernetesVersion } from './harness/programs';
import { poll } from './harness/readiness';
import { removeOldRunFolders } from './harness/run-folder';
import { until } from './harness/until';

const ROOT = join(__dirname, '..', '..');
const GIBIBYTE = 1024 ** 3;

describe('a cluster of seven nodes in two zones', () => {
  const pool = { name: 'pool', rate: 'never', allocatable: { cpu: '2', memory: '4Gi', pods: 10 } } as const;
  const topology: Topology = {
    kubernetes: '1.36',
    zones: [
      { name: 'a', rate: 'never', pools: [{ ...pool, count: 4, labels: { disk: 'fast' } }] },
      { name: 'b', rate: 'never', pools: [{ ...pool, count: 3, taints: [{ key: 'only', value: 'batch', effect: 'NoSchedule' }] }] },
    ],
  };
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await Cluster.start(topology, { name: 'seven' });
  });
  afterAll(() => cluster?.stop());

  test('is up once every node is ready', () => {
    expect(cluster.state.all('nodes').filter(nodeIsReady)).toHaveLength(7);
  });

  test('takes less than 1.5 GiB', () => {
    const pids = cluster.pids();
    const memory = running().filter(({ pid }) => pids.includes(pid));
    expect(memory).toHaveLength(12);
    expect(memory.reduce((sum, process) => sum + process.memory, 0)).toBeLessThan(1.5 * GIBIBYTE);
  });

  test('is of the version that was asked for', async () => {
    const { body } = await cluster.server.call('GET', '/version');
    expect(body['gitVersion']).toBe(`v${kubernetesVersion()}`);
  });

  test('has the topology’s zones, labels, taints and sizes', () => {
    expect(domainsOf(cluster.state, ZONE_LABEL)).toEqual(['a', 'b']);
    expect(cluster.state.get('nodes', 'a-pool-3')?.metadata?.labels).toMatchObject({ disk: 'fast', 'kubernetes.io/hostname': 'a-pool-3' });
    expect(cluster.state.get('nodes', 'b-pool-2')?.spec?.taints).toEqual([{ key: 'only', value: 'batch', effect: 'NoSchedule' }]);
    expect(cluster.state.get('nodes', 'b-pool-2')?.status?.allocatable).toMatchObject({ cpu: '2', memory: '4Gi', pods: '10' });
  });

  test('loses a machine that hangs, and has it back when it goes on', async () => {
    const isReady = (): boolean => cluster.state.all('nodes').every(nodeIsReady);
    cluster.machine('a-pool-0').freeze();
    await until(cluster.state, 'the node to count as lost', () => !isReady());
    cluster.machine('a-pool-0').thaw();
    await until(cluster.state, 'the node to be ready', isReady);
  });

  test('knows its machines by name', () => {
    expect(() => cluster.machine('c-pool-0')).toThrow(
      'the topology has no node c-pool-0; it has a-pool-0, a-pool-1, a-pool-2, a-pool-3, b-pool-0, b-pool-1, b-pool-2',
    );
  });
});

describe('npm run cluster', () => {
  const start = (...args: string[]): ChildProcess =>
    spawn(process.execPath, ['--require', 'ts-node/register', join(__dirname, 'acceptance/up.ts'), ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'pipe'],
    });

  test('leaves no process behind when it is killed in the middle, not even one that hangs', async () => {
    const runner = start();
    await said(runner, 'the application is ready');
    const started = descendants(runner.pid as number);
    expect(commands(started)).toEqual(expect.arrayContaining(['etcd', 'kube-apiserver', 'kube-scheduler', 'kwok']));
    process.kill(started.find(({ command }) => command === 'kwok')?.pid as number, 'SIGSTOP');
    runner.kill('SIGKILL');
    const pids = started.map(({ pid }) => pid);
    await poll('all processes to end', async () => running().every(({ pid }) => !pids.includes(pid)));
  });

  test('leaves no process behind when the supervisor of its cluster is killed, and says so', async () => {
    const runner = start('local');
    let text = '';
    runner.stderr?.on('data', (chunk) => {
      text += chunk;
    });
    await poll('the application to be ready', async () => text.includes('the application is ready'));
    const started = descendants(runner.pid as number);
    const etcd = started.find(({ command }) => command === 'etcd') as Running;
    const ended = once(runner, 'exit');
    process.kill(etcd.parent, 'SIGKILL');
    const others = started.map(({ pid }) => pid).filter((pid) => pid !== etcd.parent);
    await poll('all processes to end', async () => running().every(({ pid }) => !others.includes(pid)));
    expect(await ended).toEqual([1, null]);
    expect(text).toMatch(/^the supervisor of the cluster ended by itself \(killed by SIGKILL\)$/m);
  });

  test('ends what a killed run left behind when it is started again', async () => {
    const runner = start('local');
    await said(runner, 'the application is ready');
    const started = descendants(runner.pid as number);
    const supervisor = started.find(({ command }) => command === 'etcd')?.parent as number;
    // Nobody is left to end them: whoever is killed second can't act on the end of the first while it is stopped.
    runner.kill('SIGSTOP');
    process.kill(supervisor, 'SIGKILL');
    runner.kill('SIGKILL');
    const orphans = started.map(({ pid }) => pid).filter((pid) => pid !== supervisor);
    await poll('both to end', async () => running().every(({ pid }) => pid !== supervisor && pid !== runner.pid));
    expect(running().filter(({ pid }) => orphans.includes(pid))).toHaveLength(orphans.length);
    removeOldRunFolders();
    await poll('all processes to end', async () => running().every(({ pid }) => !orphans.includes(pid)));
  });

  test('ends everything on Ctrl-C and with code 0', async () => {
    const runner = start();
    await said(runner, 'the application is ready');
    const pids = descendants(runner.pid as number).map(({ pid }) => pid);
    runner.kill('SIGINT');
    expect(await once(runner, 'exit')).toEqual([0, null]);
    expect(running().filter(({ pid }) => pids.includes(pid))).toEqual([]);
  });

  test.each([
    {
      args: ['--kubernetes=1.2.3'],
      message:
        /^there is no Kubernetes 1\.2\.3 here; use one of 1\.36\.3, 1\.35\.4, or add test\/cluster\/go\/kubernetes-1\.2\.3\/go\.mod\n$/,
    },
    {
      args: ['moon'],
      message: /^unknown environment 'moon'; write one of [-a-z0-9, ]+\n$/,
    },
  ])('says in one line what is wrong with $args', async ({ args, message }) => {
    const runner = start(...args);
    const [text, [code]] = await Promise.all([everything(runner), once(runner, 'exit')]);
    expect(text).toMatch(message);
    expect(code).toBe(1);
  });
});

describe('npm run test:cluster', () => {
  test.each(['npm', 'run.ts'])('leaves no process behind when %s is killed in the middle, not even one that hangs', async (victim) => {
    const runner = spawn('npm', ['run', 'test:cluster', '--', 'refusal.test.ts'], { cwd: ROOT, stdio: 'ignore' });
    let started: Running[] = [];
    await poll('its cluster to be up', async () => {
      started = descendants(runner.pid as number);
      return commands(started).includes('kwok');
    });
    const machine = started.find(({ command }) => command === 'kwok') as Running;
    process.kill(machine.pid, 'SIGSTOP');
    // What runs the tests is the parent of the supervisor, which is the parent of the machine.
    const tests = started.find(({ pid }) => pid === machine.parent)?.parent as number;
    process.kill(victim === 'npm' ? (runner.pid as number) : tests, 'SIGKILL');
    const pids = started.map(({ pid }) => pid);
    await poll('all processes to end', async () => running().every(({ pid }) => !pids.includes(pid)));
  });
});

function commands(processes: readonly Running[]): string[] {
  return processes.map(({ command }) => command);
}

async function said(runner: ChildProcess, words: string): Promise<void> {
  let text = '';
  for await (const chunk of runner.stderr as NodeJS.ReadableStream) {
    text += chunk;
    if (text.includes(words)) return;
  }
  throw new Error(`it ended before it said "${words}":\n${text}`);
}

async function everything(runner: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of runner.stderr as NodeJS.ReadableStream) text += chunk;
  return text;
}
