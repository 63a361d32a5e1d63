import { chmodSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Cluster } from '../../cluster/harness/cluster';
import { KubeConfig } from '../../cluster/harness/kubernetes-client';
import { freePorts } from '../../cluster/harness/ports';
import { installArgoCd, NAMESPACE, wrappers } from './installation';
import { argoCdProgram } from './programs';

/** The parts of Argo CD that a GitOps repository needs, by the names that its one program is called by. */
const PARTS = ['argocd-repo-server', 'argocd-application-controller', 'argocd-applicationset-controller', 'argocd-server'] as const;

/** What somebody who works with Argo CD connects to. */
export interface ArgoCd {
  /** The folder of the program `argocd`. */
  readonly bin: string;
  /** The address of its API server, which asks nobody who they are. */
  readonly address: string;
}

/** The ports of each program, its metrics included. */
interface Ports {
  readonly redis: number;
  readonly repoServer: number;
  readonly server: number;
  /** One for each listener that nobody asks. */
  readonly others: readonly number[];
}

/** Installs Argo CD on the cluster and starts its programs beside it: they end with the cluster, and the cluster fails when they do. */
export async function startArgoCd(cluster: Cluster): Promise<ArgoCd> {
  const bin = await programs(cluster.folder);
  const [redis, repoServer, server, ...others] = (await freePorts(9)) as [number, number, number, ...number[]];
  await installArgoCd(cluster);
  await startRedis(cluster, redis);
  const env = environment(cluster, bin);
  const flags = flagsOf({ redis, repoServer, server, others });
  for (const part of PARTS) await cluster.run({ name: part, command: join(bin, part), args: flags[part], env });
  return { bin, address: `localhost:${server}` };
}

/** A folder of the run with all names of the program, and the scripts that the repo server calls. */
async function programs(folder: string): Promise<string> {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const program = await argoCdProgram(() => {});
  for (const name of ['argocd', ...PARTS]) symlinkSync(program, join(bin, name));
  const scripts = await wrappers();
  for (const script of readdirSync(scripts)) {
    // A Go module's files can't be run.
    chmodSync(join(scripts, script), 0o755);
    symlinkSync(join(scripts, script), join(bin, script));
  }
  return bin;
}

/** The command line names the folder of the run, by which the next run finds what is left of this one. */
async function startRedis(cluster: Cluster, port: number): Promise<void> {
  const path = join(cluster.folder, 'redis.conf');
  const lines = [`port ${port}`, 'bind 127.0.0.1', 'save ""', 'appendonly no', 'set-proc-title no', `dir ${cluster.folder}`];
  writeFileSync(path, `${lines.join('\n')}\n`);
  await cluster.run({ name: 'redis', command: 'redis-server', args: [path] });
}

function environment(cluster: Cluster, bin: string): Record<string, string> {
  const folder = (name: string): string => {
    const path = join(cluster.folder, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  return {
    PATH: `${bin}${delimiter}${process.env['PATH']}`,
    KUBECONFIG: kubeconfig(cluster),
    HOME: folder('home'),
    TMPDIR: folder('temporary'),
    ARGOCD_TLS_DATA_PATH: folder('tls'),
    ARGOCD_SSH_DATA_PATH: folder('ssh'),
    ARGOCD_GPG_ENABLED: 'false',
    // https://kubernetes.default.svc, the cluster that Argo CD runs in, is the one of the kubeconfig.
    ARGOCD_FAKE_IN_CLUSTER: 'true',
    ARGOCD_NAMESPACE: NAMESPACE,
    GIT_CONFIG_NOSYSTEM: '1',
    // In the Application's status, for the messages of the tests.
    ARGOCD_APPLICATION_CONTROLLER_PERSIST_RESOURCE_HEALTH: 'true',
  };
}

/** The cluster's own, whose context names Argo CD's namespace. */
function kubeconfig(cluster: Cluster): string {
  const path = join(cluster.folder, 'argo-cd.yaml');
  const config = new KubeConfig();
  const [target, user, context] = [cluster.config.clusters[0], cluster.config.users[0], cluster.config.contexts[0]];
  if (!target || !user || !context) throw new Error(`${cluster.kubeconfig} has no cluster, user or context`);
  const { name } = context;
  config.loadFromOptions({
    clusters: [target],
    users: [user],
    contexts: [{ ...context, namespace: NAMESPACE }],
    currentContext: name,
  });
  writeFileSync(path, config.exportConfig(), { mode: 0o600 });
  return path;
}

function flagsOf({ redis, repoServer, server, others }: Ports): Record<(typeof PARTS)[number], string[]> {
  const address = `localhost:${repoServer}`;
  const cache = ['--redis', `localhost:${redis}`];
  const [repoMetrics, controllerMetrics, metrics, probe, webhook, serverMetrics] = others;
  return {
    'argocd-repo-server': [
      ...cache,
      ...['--address', '127.0.0.1', '--port', `${repoServer}`, '--metrics-address', '127.0.0.1', '--metrics-port', `${repoMetrics}`],
      ...['--disable-tls', '--client-ca-path', ''],
    ],
    'argocd-application-controller': [
      ...cache,
      ...['--repo-server', address, '--repo-server-plaintext', '--metrics-port', `${controllerMetrics}`],
    ],
    'argocd-applicationset-controller': [
      ...['--argocd-repo-server', address, '--repo-server-plaintext', '--metrics-addr', `127.0.0.1:${metrics}`],
      ...['--probe-addr', `127.0.0.1:${probe}`, '--webhook-addr', `127.0.0.1:${webhook}`],
    ],
    'argocd-server': [
      ...cache,
      ...['--repo-server', address, '--repo-server-plaintext', '--insecure', '--disable-auth'],
      ...['--address', '127.0.0.1', '--port', `${server}`, '--metrics-address', '127.0.0.1', '--metrics-port', `${serverMetrics}`],
    ],
  };
}
