import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { binaries } from '../../cluster/harness/binaries';
import type { Cluster } from '../../cluster/harness/cluster';
import { KubeConfig } from '../../cluster/harness/kubernetes-client';
import type { Fleet } from './fleet';
import { NAMESPACE } from './installation';

/** How a command ended, with everything that it printed. */
export interface Ended {
  readonly code: number;
  readonly out: string;
}

/** The shell of somebody who deploys: git, kubectl, and argocd, with a context for the cluster of each environment. The current one is Argo CD's. */
export class Terminal {
  private readonly folder: string;
  private readonly env: NodeJS.ProcessEnv;

  private constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.folder = folder;
    this.env = env;
  }

  /** @param folder where the commands run */
  static async open(fleet: Fleet, folder: string): Promise<Terminal> {
    const { kubectl } = await binaries(() => {}, fleet.hub.kubernetes);
    const { JEST_WORKER_ID: _, NODE_ENV: __, ...rest } = process.env;
    const who = { GIT_AUTHOR_NAME: 'newcomer', GIT_AUTHOR_EMAIL: 'newcomer@shop.example' };
    const committer = { GIT_COMMITTER_NAME: 'newcomer', GIT_COMMITTER_EMAIL: 'newcomer@shop.example' };
    return new Terminal(folder, {
      ...rest,
      ...who,
      ...committer,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      HOME: join(fleet.hub.folder, 'home'),
      PATH: [dirname(kubectl), fleet.argoCd.bin, process.env['PATH']].join(delimiter),
      KUBECONFIG: kubeconfig(fleet),
      ARGOCD_SERVER: fleet.argoCd.address,
      ARGOCD_OPTS: '--plaintext',
    });
  }

  /** Runs a script, and answers what it asks with yes. Nothing waits for it as a whole, so that what this process plays for the clusters goes on. */
  try(script: string): Promise<Ended> {
    return new Promise((resolve) => {
      const options = { cwd: this.folder, env: this.env, maxBuffer: 1 << 26 };
      const child = execFile('sh', ['-euc', `exec 2>&1\n${script}`], options, (error, out) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out });
      });
      // A command that asks nothing may have ended by now.
      child.stdin?.on('error', () => {});
      child.stdin?.end('y\n');
    });
  }

  /** @throws with everything that it printed, when it fails */
  async run(script: string): Promise<string> {
    const { code, out } = await this.try(script);
    if (code !== 0) throw new Error(`exit code ${code}: ${script}\n${out}`);
    return out;
  }
}

/** One file with all clusters, each by the context that its environment names. */
function kubeconfig({ hub, places }: Fleet): string {
  const path = join(hub.folder, 'terminal.yaml');
  const named = places.map(({ target, cluster }) => context(target.environment.cluster?.context ?? target.name, cluster));
  const all = [...named, context('argocd', hub, NAMESPACE)];
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: all.map(({ cluster }) => cluster),
    users: all.map(({ user }) => user),
    contexts: all.map(({ context }) => context),
    currentContext: 'argocd',
  });
  writeFileSync(path, config.exportConfig(), { mode: 0o600 });
  return path;
}

function context(name: string, { config, kubeconfig }: Cluster, namespace?: string) {
  const [cluster, user] = [config.clusters[0], config.users[0]];
  if (!cluster || !user) throw new Error(`${kubeconfig} has no cluster or user`);
  return { cluster: { ...cluster, name }, user: { ...user, name }, context: { name, cluster: name, user: name, namespace } };
}
