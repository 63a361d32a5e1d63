import { spawn } from 'node:child_process';
import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Topology } from '../../src/availability';
import { topologies } from '../../src/platform/topologies';
import { contextOf } from '../../src/synthesis/deployment';
import { ProjectCopy } from '../project-copy';
import { kubectlEnvironment } from './deploy/run';
import { Cluster } from './harness/cluster';
import { prepare } from './harness/deploy';
import { local } from './harness/shop';

const MAIN = ['--require', 'ts-node/register', 'main.ts'];

let cluster: Cluster;
let project: ProjectCopy;
beforeAll(async () => {
  cluster = await Cluster.start(topologies.get('minikube') as Topology, { name: 'deploy-command' });
  await prepare(cluster, [], local.classes);
  Object.assign(process.env, await kubectlEnvironment(cluster));
});
afterAll(() => cluster?.stop());
beforeEach(async () => {
  project = new ProjectCopy();
  project.edit('environments/local.ts', "name: 'local',", "name: 'local', cluster: { context: 'nines' },");
  await git('init', '--quiet');
  await commit();
});
afterEach(() => project.remove());

const git = (...args: string[]) => project.run('git', '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args);
const commit = async () => {
  await git('add', 'dist');
  await git('commit', '--quiet', '--message', 'A release');
};
const run = (...args: string[]) => project.run('node', ...MAIN, ...args);
const deploy = (...args: string[]) => run('--deploy', ...args);

/** Synthesizes and commits. */
async function release(): Promise<void> {
  const { code, stderr } = await run('local');
  if (code !== 0) throw new Error(stderr);
  await commit();
}

test('an environment is deployed, compared, changed and deployed again', async () => {
  const preview = await deploy('local', '--dry-run');
  expect({ code: preview.code, stderr: preview.stderr }).toEqual({ code: 0, stderr: '' });
  expect(preview.stdout).toMatch(/^local: (\d+) objects differ: \1 create\n/);
  expect((await cluster.server.call('GET', '/api/v1/namespaces/shop')).status).toBe(404);

  const first = await deploy('local');
  expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: '' });
  expect(first.stdout).toMatch(/^local: (\d+) objects differ: \1 create, in nines\nwave 1 of [\s\S]*\nlocal is deployed: \1 created\n$/);
  const second = await deploy('local');
  expect({ code: second.code, stderr: second.stderr }).toEqual({ code: 0, stderr: '' });
  expect(second.stdout).toMatch(/^local: no difference, in nines\nwave 1 of [\s\S]*\nlocal is deployed: \d+ unchanged\n$/);
  expect(await run('--diff', 'local', '--live')).toEqual({ code: 0, stdout: expect.stringMatching(/^local: no difference\n/), stderr: '' });

  project.edit('application.ts', 'docs: 8100', 'docs: 8200');
  project.edit('environments/local.ts', 'SERVE_PORT_8100', 'SERVE_PORT_8200');
  const live = await run('--diff', 'local', '--live');
  expect(live.code).toBe(1);
  expect(live.stdout).toMatch(/^local: \d objects differ: 1 rollout, /);
  await release();
  const third = await deploy('local');
  expect({ code: third.code, stderr: third.stderr }).toEqual({ code: 0, stderr: '' });
  expect(third.stdout).toContain('  configured Deployment/shop/backend\n');
});

test('a change that puts data at risk is refused, and nothing is applied', async () => {
  expect((await deploy('local')).code).toBe(0);
  project.edit('environments/local.ts', 'storage: Size.gibibytes(2)', 'storage: Size.gibibytes(1)');
  expect((await run('--base', 'none', 'local')).code).toBe(0);
  await commit();
  const { code, stderr, stdout } = await deploy('local');
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toBe(
    "error: 'local': StatefulSet 'shop/elasticsearch': spec.volumeClaimTemplates[0].spec.resources.requests.storage changes from '2Gi' to '1Gi'. The API server refuses it: claim templates are immutable, and a claim never shrinks; move the data to a StatefulSet of another name with smaller claims\n1 problem: nothing was applied, the cluster of nines is unchanged\n",
  );
  const preview = await deploy('local', '--dry-run');
  expect(preview.code).toBe(3);
  expect(preview.stdout).toContain('refused');
});

test.each([
  [
    { name: 'production' },
    "production names no cluster; add cluster: { context: '...' } to the environment; kubectl config get-contexts lists the names",
  ],
  [
    { name: 'staging', cluster: { context: 'elsewhere' } },
    "the kubeconfig has no context 'elsewhere'; it has nines; log in to the cluster, correct cluster.context of staging, or rename one: kubectl config rename-context nines elsewhere",
  ],
] as const)('only the context of the environment is used: %j', (environment, message) => {
  expect(() => contextOf(environment)).toThrow(new Error(message));
});

test('an environment without a context is unusable', async () => {
  expect(await deploy('production')).toEqual({
    code: 2,
    stdout: '',
    stderr:
      "error: production names no cluster; add cluster: { context: '...' } to the environment; kubectl config get-contexts lists the names\n",
  });
});

test('only what is reviewed is deployed', async () => {
  const fix = 'commit it, so that what is reviewed is what runs, or add --uncommitted';
  project.edit('application.ts', 'docs: 8100', 'docs: 8300');
  project.edit('environments/local.ts', 'SERVE_PORT_8100', 'SERVE_PORT_8300');
  const stale = await deploy('local', '--uncommitted');
  expect({ code: stale.code, stderr: stale.stderr }).toEqual({
    code: 2,
    stderr:
      'error: dist/local/30-backend.yaml, dist/local/40-ingress.yaml: not what a fresh synth writes; run npm run synth, and commit what it writes\n',
  });
  expect((await run('local')).code).toBe(0);
  const uncommitted = await deploy('local');
  expect({ code: uncommitted.code, stderr: uncommitted.stderr }).toEqual({
    code: 2,
    stderr: `error: dist/local/30-backend.yaml, dist/local/40-ingress.yaml: not what the last commit has; ${fix}\n`,
  });
  expect((await deploy('local', '--dry-run')).code).toBe(0);
  expect((await deploy('local', '--uncommitted')).code).toBe(0);
  appendFileSync(join(project.path, 'dist/local/00-namespace.yaml'), '# edited\n');
  expect((await deploy('local')).stderr).toBe(
    'error: dist/local/00-namespace.yaml: not what a fresh synth writes; run npm run synth, and commit what it writes\n',
  );
  renameSync(join(project.path, 'dist/local'), join(project.path, 'dist/other'));
  expect(await deploy('local')).toEqual({
    code: 2,
    stdout: '',
    stderr: 'error: there is no dist/local; run npm run synth, and commit what it writes\n',
  });
});

test('without kubectl nothing is deployed', async () => {
  const bare = spawn(process.execPath, [...MAIN, '--deploy', 'local'], { cwd: project.path, env: { ...process.env, PATH: '/nowhere' } });
  expect(await ended(bare)).toEqual({
    code: 2,
    signal: null,
    stderr: "error: kubectl can't be run: spawnSync kubectl ENOENT; install it: https://kubernetes.io/docs/tasks/tools\n",
  });
});

test('a preview without an answer says how to run it again', async () => {
  const { KUBECONFIG } = process.env;
  const file = join(project.path, 'dead.json');
  writeFileSync(
    file,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'nines', cluster: { server: 'https://127.0.0.1:1' } }],
      contexts: [{ name: 'nines', context: { cluster: 'nines' } }],
    }),
  );
  process.env['KUBECONFIG'] = file;
  const { code, stderr } = await deploy('local', '--dry-run');
  process.env['KUBECONFIG'] = KUBECONFIG;
  expect(code).toBe(1);
  expect(stderr).toMatch(/\nnothing was applied; fix the cause and run npm run deploy -- local --dry-run again\n$/);
});

test('Ctrl-C ends a deployment after the object that is being applied, and says what is not', async () => {
  // It is being deleted when the deployment begins, which waits for that.
  await cluster.server.call('DELETE', '/api/v1/namespaces/shop');
  const started = spawn(process.execPath, [...MAIN, '--deploy', 'local'], { cwd: project.path, env: process.env });
  started.stdout.on('data', (chunk) => {
    if (`${chunk}`.includes('wave 1')) started.kill('SIGINT');
  });
  const { code, stderr } = await ended(started);
  expect(code).toBe(130);
  expect(stderr).toMatch(
    /^error: local: interrupted\n\d+ of \d+ objects are applied \(.*\); \d+ objects are not, from \S+ on\nfix the cause and run npm run deploy -- local again, which continues; or revert the commit, and deploy that\n$/,
  );
  expect((await deploy('local')).code).toBe(0);
});

/** How a process ends. */
function ended(started: ReturnType<typeof spawn>) {
  let stderr = '';
  started.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => started.on('close', (code, signal) => resolve({ code, signal, stderr }))) as Promise<{
    code: number | null;
    signal: string | null;
    stderr: string;
  }>;
}
