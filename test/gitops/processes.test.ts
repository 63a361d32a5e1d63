import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { processesOf } from '../cluster/harness/process-tree';
import { poll } from '../cluster/harness/readiness';
import { RUNS } from '../cluster/harness/run-folder';
import { chosen } from './harness/environments';

/** In seconds. */
const PATIENCE = 20 * 60;

test('no process stays when the run is killed', async () => {
  const [{ name } = { name: '' }] = chosen([]);
  const args = ['--require', 'ts-node/register', join(__dirname, 'run.ts'), name, '--testPathPatterns=gitops.test'];
  const runner = spawn(process.execPath, args, { stdio: 'ignore' });
  const commands = (): string =>
    processesOf(join(RUNS, `gitops-${name}-${runner.pid}-1`))
      .map(({ args }) => args)
      .join('\n');
  const started = ['etcd', 'redis-server', 'argocd-repo-server', 'argocd-application-controller', 'argocd-applicationset-controller'];
  try {
    await poll('Argo CD to start', async () => started.every((program) => commands().includes(program)), PATIENCE);
  } finally {
    runner.kill('SIGKILL');
  }
  await poll('every process to end', async () => commands() === '', PATIENCE);
});
