import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { Api } from '../../../src/deploy/api';
import { Deployment, type Plan } from '../../../src/deploy/deploy';
import { type Connection, connect } from '../../../src/deploy/kubectl';
import { Progress } from '../../../src/deploy/progress';
import type { Manifest } from '../../../src/synthesis/manifest';
import { indexed } from '../../indexed';
import { binaries } from '../harness/binaries';
import type { Cluster } from '../harness/cluster';

/** The context of the clusters of these tests. */
const CONTEXT = 'nines';

/** The environment variables that make kubectl, and whoever starts it, talk to a cluster. */
export async function kubectlEnvironment(cluster: Cluster): Promise<Readonly<Record<string, string>>> {
  const { kubectl } = await binaries(() => {}, cluster.kubernetes);
  return { PATH: `${dirname(kubectl)}:${process.env['PATH']}`, KUBECONFIG: cluster.kubeconfig };
}

/** What a deployment printed, and how it ended. */
export interface Ran {
  readonly lines: readonly string[];
  readonly error?: Error & { readonly reasons?: readonly string[] };
  readonly deployment: Deployment;
}

/** Options of a deployment in a test. */
interface RunOptions {
  readonly environment?: string;
  readonly patience?: number;
  readonly timeout?: number;

  /** Is told each line as it is printed. */
  readonly onLine?: (line: string) => void;
}

/** Deployments from this process to one cluster, by its kubectl. */
export class Deployer {
  private readonly connection: Connection;

  private constructor(connection: Connection) {
    this.connection = connection;
  }

  static async on(cluster: Cluster): Promise<Deployer> {
    Object.assign(process.env, await kubectlEnvironment(cluster));
    return new Deployer(await connect(CONTEXT));
  }

  /** A client of the cluster. */
  api(patience = 30): Api {
    return new Api(this.connection.socket, { patience });
  }

  close(): void {
    this.connection.close();
  }

  /** What a deployment would do. */
  plan(manifests: readonly Manifest[], environment = 'test'): Promise<Plan> {
    const progress = new Progress({ write: () => {} });
    return new Deployment({ environment, manifests: indexed(manifests), api: this.api(), progress }).plan();
  }

  /** Deploys manifests. Errors are returned. */
  async deploy(manifests: readonly Manifest[], { environment = 'test', patience, timeout = 40, onLine }: RunOptions = {}): Promise<Ran> {
    const lines: string[] = [];
    const write = (text: string) => {
      for (const line of text.split('\n').filter(Boolean)) {
        lines.push(line);
        onLine?.(line);
      }
    };
    const progress = new Progress({ write });
    const options = { environment, manifests: indexed(manifests), api: this.api(patience), progress, timeout, interval: 0.1 };
    const deployment = new Deployment(options);
    try {
      await deployment.run(await deployment.plan());
      return { lines, deployment };
    } catch (error) {
      return { lines, deployment, error: error as Error };
    }
  }
}

/** The lines that stay: what was done, without what it waited for. */
export function made(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => !line.startsWith('  waiting')).map((line) => line.trim().replace(/ {2,}/g, ' '));
}

/** Runs kubectl as a user would, with the manifests on its standard input. @returns what it prints */
export function kubectl(manifests: readonly Manifest[], ...args: readonly string[]): string {
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests });
  return execFileSync('kubectl', [...args], { input, encoding: 'utf8', env: process.env, stdio: ['pipe', 'pipe', 'ignore'] });
}
