import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { shopManifests } from '../fixtures/manifests';
import { observedEnvironments } from '../fixtures/shop/observed';
import { binaries } from './harness/binaries';
import type { Cluster } from './harness/cluster';
import { withApplication } from './harness/fixture';
import { subjectOf } from './harness/subject';
import { until } from './harness/until';

const viewer = 'system:serviceaccount:shop-web-view:viewer';
const collector = 'system:serviceaccount:shop-logs:log-collector';
const headlamp = 'system:serviceaccount:shop-web-view:headlamp';

describe.each(observedEnvironments)('$observed.name with all that observes it', ({ observed }) => {
  const subject = subjectOf(observed, shopManifests(observed));
  const check = withApplication(subject);

  check('is taken by the server without a warning, and its pods are ready', async ({ warnings, workloads }) => {
    expect(warnings).toEqual([]);
    expect(workloads.map(({ name }) => name)).toEqual(expect.arrayContaining(['backend', 'elasticsearch-exporter', 'headlamp']));
  });

  check('has a collector of logs on each node', async ({ cluster }) => {
    const running = () => cluster.state.all('pods', 'shop-logs').filter(({ status }) => status?.phase === 'Running');
    const nodes = () => cluster.state.all('nodes', '');
    await until(cluster.state, 'a collector on each node', () => nodes().length > 0 && running().length === nodes().length);
  });

  check('gives each the rights that it needs, and no more', async ({ cluster }) => {
    const allowed = await Promise.all(
      [
        [viewer, 'list', 'pods', 'shop'],
        [viewer, 'get', 'nodes', 'shop'],
        [viewer, 'list', 'secrets', 'shop'],
        [viewer, 'delete', 'pods', 'shop'],
        [viewer, 'create', 'pods/exec', 'shop'],
        [collector, 'watch', 'pods', 'shop'],
        [collector, 'list', 'pods', 'kube-system'],
        [collector, 'list', 'secrets', 'shop'],
        [headlamp, 'list', 'pods', 'shop'],
      ].map((question) => canI(cluster, question)),
    );
    expect(allowed).toEqual(['yes', 'yes', 'no', 'no', 'no', 'yes', 'no', 'no', 'no']);
  });
});

/** What `kubectl auth can-i` says of a ServiceAccount. It exits with 1 for a no. */
async function canI(cluster: Cluster, [account = '', verb = '', resource = '', namespace = '']: readonly string[]): Promise<string> {
  const { kubectl } = await binaries(() => {}, cluster.kubernetes);
  const args = ['--kubeconfig', cluster.kubeconfig, 'auth', 'can-i', verb, resource, '--as', account, '--namespace', namespace];
  const { stdout } = await promisify(execFile)(kubectl, args).catch((error: { stdout: string }) => error);
  return stdout.trim();
}
