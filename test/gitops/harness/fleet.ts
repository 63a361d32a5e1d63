import type { Server as HttpsServer } from 'node:https';
import { Cluster } from '../../cluster/harness/cluster';
import { prepare } from '../../cluster/harness/deploy';
import { Applications } from './applications';
import { type ArgoCd, startArgoCd } from './argo-cd';
import { CertManager } from './cert-manager';
import type { Target } from './environments';
import { registerCluster } from './installation';
import { playLoadBalancer } from './load-balancer';
import { playMetricsServer } from './metrics-server';
import { Repository } from './repository';
import type { Watched } from './watched';

/** An environment and the cluster that stands in for its own. */
export interface Place {
  readonly target: Target;
  readonly cluster: Cluster;
}

/**
 * A control plane for each environment, Argo CD on one of them, and a repository. Argo CD runs where an environment has no other cluster's name, as `local`;
 * else on the first.
 */
export class Fleet {
  readonly places: Place[] = [];
  readonly repository: Repository;
  readonly hub: Cluster;
  applications!: Applications;
  argoCd!: ArgoCd;
  private readonly watched: Watched[] = [];
  private readonly servers: HttpsServer[] = [];

  private constructor(places: readonly Place[]) {
    this.places.push(...places);
    this.hub = (places.find(({ target }) => isHub(target)) ?? (places[0] as Place)).cluster;
    this.repository = new Repository(this.hub.folder);
  }

  /** @param isRegistered whether Argo CD knows the clusters by name; otherwise, the test registers them */
  static async start(targets: readonly Target[], isRegistered = true): Promise<Fleet> {
    const places: Place[] = [];
    try {
      for (const target of targets)
        places.push({ target, cluster: await Cluster.start(target.topology, { name: `gitops-${target.name}` }) });
      const fleet = new Fleet(places);
      await fleet.up(isRegistered);
      return fleet;
    } catch (error) {
      await Promise.all(places.map(({ cluster }) => cluster.stop({ keepLogs: true })));
      throw new Error(
        `the clusters did not start: ${(error as Error).message}\nlogs: ${places.map(({ cluster }) => cluster.logs).join(', ')}`,
      );
    }
  }

  get clusters(): Cluster[] {
    return this.places.map(({ cluster }) => cluster);
  }

  place(environment: string): Place {
    const place = this.places.find(({ target }) => target.name === environment);
    if (!place) throw new Error(`no cluster of ${environment} runs`);
    return place;
  }

  async stop({ keepLogs = false }: { keepLogs?: boolean } = {}): Promise<void> {
    for (const server of this.servers) server.close().closeAllConnections();
    await Promise.all([this.applications?.close(), ...this.watched.map((watched) => watched.close())]);
    await Promise.all(this.clusters.map((cluster) => cluster.stop({ keepLogs })));
  }

  private async up(isRegistered: boolean): Promise<void> {
    for (const { target, cluster } of this.places) {
      await prepare(cluster, target.manifests, target.classes);
      this.watched.push(...(await playLoadBalancer(cluster)));
      if (target.manifests.some(({ apiVersion }) => apiVersion.startsWith('cert-manager.io/'))) {
        this.watched.push(...(await CertManager.play(cluster)));
      }
      this.servers.push(await playMetricsServer(cluster));
    }
    this.argoCd = await startArgoCd(this.hub);
    for (const { target, cluster } of this.places) {
      const { name } = target.environment.cluster ?? {};
      if (name && isRegistered) await registerCluster(this.hub, name, cluster);
    }
    this.applications = await Applications.of(this.hub, this.clusters);
  }
}

function isHub({ environment: { cluster = {} } }: Target): boolean {
  return !cluster.name && !cluster.server;
}
