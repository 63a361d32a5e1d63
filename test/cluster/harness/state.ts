import {
  type Deployment,
  type EndpointSlice,
  type KubeConfig,
  type KubernetesObject,
  ListWatch,
  type Namespace,
  type Node,
  type PersistentVolume,
  type PersistentVolumeClaim,
  type Pod,
  type PodDisruptionBudget,
  type ReplicaSet,
  type StatefulSet,
  type StorageClass,
  Watch,
} from './kubernetes-client';
import { agreed, type Server } from './server';

/** What is watched, and where the server has it. */
interface Watched {
  nodes: Node;
  namespaces: Namespace;
  pods: Pod;
  deployments: Deployment;
  replicaSets: ReplicaSet;
  statefulSets: StatefulSet;
  budgets: PodDisruptionBudget;
  endpointSlices: EndpointSlice;
  claims: PersistentVolumeClaim;
  volumes: PersistentVolume;
  storageClasses: StorageClass;
}

const PATHS: { readonly [K in keyof Watched]: string } = {
  nodes: '/api/v1/nodes',
  namespaces: '/api/v1/namespaces',
  pods: '/api/v1/pods',
  deployments: '/apis/apps/v1/deployments',
  replicaSets: '/apis/apps/v1/replicasets',
  statefulSets: '/apis/apps/v1/statefulsets',
  budgets: '/apis/policy/v1/poddisruptionbudgets',
  endpointSlices: '/apis/discovery.k8s.io/v1/endpointslices',
  claims: '/api/v1/persistentvolumeclaims',
  volumes: '/api/v1/persistentvolumes',
  storageClasses: '/apis/storage.k8s.io/v1/storageclasses',
};

/** Copies of everything that matters, kept current by watches: asking is free and waiting needs no clock. */
export class State {
  private readonly copies = new Map<keyof Watched, ListWatch<KubernetesObject>>();
  private readonly listeners = new Set<() => void>();
  private closed = false;
  private failure: Error | undefined;

  private readonly config: KubeConfig;
  private readonly server: Server;

  private constructor(config: KubeConfig, server: Server) {
    this.config = config;
    this.server = server;
  }

  static async watch(config: KubeConfig, server: Server): Promise<State> {
    const state = new State(config, server);
    await Promise.all((Object.keys(PATHS) as (keyof Watched)[]).map((kind) => state.follow(kind)));
    return state;
  }

  all<K extends keyof Watched>(kind: K, namespace?: string): Watched[K][] {
    return [...(this.copies.get(kind)?.list(namespace) ?? [])] as Watched[K][];
  }

  get<K extends keyof Watched>(kind: K, name: string, namespace = ''): Watched[K] | undefined {
    return this.copies.get(kind)?.get(name, namespace) as Watched[K] | undefined;
  }

  /** Calls the listener after each change; gives the function that ends it. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Ends all waiting, now and later, with this error: a part of the cluster itself has failed and nothing that is seen counts any more. */
  fail(error: Error): void {
    this.failure ??= error;
    this.tell();
  }

  /** Throws if a part of the cluster has failed. */
  check(): void {
    if (this.failure) throw this.failure;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.listeners.clear();
    await Promise.all([...this.copies.values()].map((copy) => copy.stop()));
  }

  private async follow(kind: keyof Watched): Promise<void> {
    const list = async (): Promise<never> => agreed(await this.server.call('GET', PATHS[kind]), `list ${kind}`).body as never;
    const copy = new ListWatch<KubernetesObject>(PATHS[kind], new Watch(this.config), list, false);
    copy.on('change', () => this.tell());
    // A watch that breaks is begun again from where it was; after close its end is what we asked for.
    copy.on('error', () => {
      if (!this.closed) copy.start().catch(() => {});
    });
    this.copies.set(kind, copy);
    await copy.start();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
