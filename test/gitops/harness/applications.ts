import type { Cluster } from '../../cluster/harness/cluster';
import { agreed } from '../../cluster/harness/server';
import { NAMESPACE } from './installation';
import { when } from './wait';
import { type AnyObject, Watched } from './watched';

const REFRESH = 'argocd.argoproj.io/refresh';
const PATH = `/apis/argoproj.io/v1alpha1/namespaces/${NAMESPACE}/applications`;

/** A resource of an Application, as Argo CD sees it. */
export interface Resource {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly status: string;
  readonly health?: { readonly status: string; readonly message?: string };
  readonly requiresPruning?: boolean;
}

/** The Applications of Argo CD, each found by the environment whose folder it deploys. */
export class Applications {
  private readonly hub: Cluster;
  private readonly clusters: readonly Cluster[];
  private readonly watched: Watched;

  private constructor(hub: Cluster, clusters: readonly Cluster[], watched: Watched) {
    this.hub = hub;
    this.clusters = clusters;
    this.watched = watched;
  }

  static async of(hub: Cluster, clusters: readonly Cluster[]): Promise<Applications> {
    return new Applications(hub, clusters, await Watched.start(hub, PATH));
  }

  get(environment: string): AnyObject | undefined {
    return this.watched.all().find(({ spec }) => spec.source.path === `dist/${environment}`);
  }

  /** All resources of the environment, by what Argo CD says about them. */
  resources(environment: string): readonly Resource[] {
    return this.get(environment)?.status?.resources ?? [];
  }

  /** Waits until the environment has an Application of which this holds. */
  until<T>(environment: string, what: string, question: (application: AnyObject) => T | undefined | false): Promise<T> {
    const ask = (): T | undefined | false => {
      const application = this.get(environment);
      return application && question(application);
    };
    return when(this.clusters, this.watched, `${environment} ${what}`, ask, () => this.explain(environment));
  }

  /** Waits until the Application is gone. */
  gone(environment: string): Promise<true> {
    return when(
      this.clusters,
      this.watched,
      `${environment} to be gone`,
      () => !this.get(environment),
      () => this.explain(environment),
    );
  }

  /** Has Argo CD look at the repository and the cluster now, and waits until it did. @param how hard: with nothing from a cache */
  async refresh(environment: string, how: 'normal' | 'hard' = 'normal'): Promise<void> {
    const asked = await this.patch(environment, { metadata: { annotations: { [REFRESH]: how } } });
    // It goes with the write of what was seen.
    const seen = ({ metadata }: AnyObject): boolean => revisionOf(metadata) > asked && !metadata?.annotations?.[REFRESH];
    await this.until(environment, 'to be looked at again', seen);
  }

  /** Waits until the commit is what runs: Synced, Healthy, and no operation under way. Who syncs by hand does it here. */
  async deployed(environment: string, commit: string): Promise<AnyObject> {
    await this.notice(environment, commit);
    return this.running(environment, commit);
  }

  /** Waits until the commit is what runs, and does nothing for it. */
  running(environment: string, commit: string): Promise<AnyObject> {
    return this.until(environment, `to run ${commit.slice(0, 8)}`, (application) => runs(application, commit) && application);
  }

  /** Waits until the last operation was for the commit, and has succeeded: for a commit after which something is left to be seen. */
  async synced(environment: string, commit: string): Promise<AnyObject> {
    await this.notice(environment, commit);
    return this.until(environment, `to have synced ${commit.slice(0, 8)}`, (application) => {
      const { phase, syncResult } = application.status?.operationState ?? {};
      return phase === 'Succeeded' && syncResult?.revision === commit && application;
    });
  }

  /** What `argocd app sync` does: all of the commit, pruning included, with the options and the retries of the Application. */
  async sync(environment: string, commit: string): Promise<void> {
    const { syncOptions, retry } = (await this.application(environment)).spec.syncPolicy;
    const operation = { initiatedBy: { username: 'someone' }, sync: { revision: commit, prune: true, syncOptions }, retry };
    await this.patch(environment, { operation });
  }

  /** What `argocd app terminate-op` does. */
  async terminate(environment: string): Promise<void> {
    await this.patch(environment, { status: { operationState: { phase: 'Terminating' } } });
    await this.until(environment, 'to stop its operation', ({ status }) => status?.operationState?.phase === 'Failed');
  }

  /** The Application, as soon as there is one. */
  application(environment: string): Promise<AnyObject> {
    return this.until(environment, 'to be made', (application) => application);
  }

  /** Deletes the Application; what it deployed goes by its finalizer, as `argocd app delete` has it. */
  async delete(environment: string): Promise<void> {
    await this.patch(environment, { metadata: { finalizers: ['resources-finalizer.argocd.argoproj.io'] } });
    agreed(await this.hub.server.call('DELETE', `${PATH}/${this.get(environment)?.metadata?.name}`), `deletion of ${environment}`);
    await this.gone(environment);
  }

  close(): Promise<void> {
    return this.watched.close();
  }

  /** A merge patch of the Application; gives the revision that it has then. */
  private async patch(environment: string, patch: object): Promise<bigint> {
    const name = this.get(environment)?.metadata?.name;
    const type = 'application/merge-patch+json';
    const { body } = agreed(await this.hub.server.call('PATCH', `${PATH}/${name}`, JSON.stringify(patch), type), `Application ${name}`);
    return revisionOf(body['metadata'] as AnyObject['metadata']);
  }

  /** Has the commit seen, and synced where nobody does it by itself. */
  private async notice(environment: string, commit: string): Promise<void> {
    const { spec } = await this.application(environment);
    await this.refresh(environment);
    if (!spec.syncPolicy?.automated) await this.sync(environment, commit);
  }

  private explain(environment: string): string {
    const application = this.get(environment);
    if (!application)
      return `  no Application deploys dist/${environment}; there are ${
        this.watched
          .all()
          .map(({ metadata }) => metadata?.name)
          .join(', ') || 'none'
      }`;
    const { sync, health, operationState, conditions = [] } = application.status ?? {};
    const lines = [
      `${sync?.status} at ${sync?.revision}, ${health?.status}`,
      `operation ${operationState?.phase}: ${operationState?.message}`,
      ...conditions.map(({ type, message }: Record<string, string>) => `${type}: ${message}`),
      ...this.resources(environment).filter(isOff).map(inWords),
    ];
    return lines.map((line) => `  ${line}`).join('\n');
  }
}

function revisionOf(metadata: AnyObject['metadata']): bigint {
  return BigInt(metadata?.resourceVersion ?? 0);
}

/** Whether Argo CD has something to say of it. */
export function isOff({ status, health }: Resource): boolean {
  return status !== 'Synced' || (health !== undefined && health.status !== 'Healthy');
}

export function inWords({ kind, name, status, health, requiresPruning }: Resource): string {
  return `${kind} ${name}: ${status}${requiresPruning ? ', requires pruning' : ''}, ${health?.status ?? 'no health'} ${health?.message ?? ''}`.trimEnd();
}

function runs({ status = {}, ...application }: AnyObject, commit: string): boolean {
  const { sync, health, operationState } = status;
  // An Application that finds everything in place has no operation to tell of.
  const isOver = !('operation' in application) && ['Succeeded', undefined].includes(operationState?.phase);
  return isOver && sync?.status === 'Synced' && sync?.revision === commit && health?.status === 'Healthy';
}
