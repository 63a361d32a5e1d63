import type { Cluster } from '../../cluster/harness/cluster';
import { type KubernetesObject, ListWatch, Watch } from '../../cluster/harness/kubernetes-client';
import { agreed } from '../../cluster/harness/server';

/** An object of any kind. */
export type AnyObject = KubernetesObject & { readonly spec?: Depths; readonly status?: Depths };

// biome-ignore lint/suspicious/noExplicitAny: an object's depths have no type here
type Depths = any;

/** All objects of one path of a cluster, kept current by a watch. */
export class Watched<T extends KubernetesObject = AnyObject> {
  private readonly copy: ListWatch<T>;
  private readonly listeners = new Set<(changed: T) => void>();
  private closed = false;

  private constructor({ config, server, state }: Cluster, path: string) {
    const list = async (): Promise<never> => agreed(await server.call('GET', path), `list ${path}`).body as never;
    this.copy = new ListWatch<T>(path, new Watch(config), list, false);
    this.copy.on('change', (changed) => {
      for (const listener of this.listeners) listener(changed);
    });
    // A watch that breaks is begun again from where it was; after close its end is what we asked for.
    this.copy.on('error', () => {
      if (!this.closed) this.copy.start().catch((error: Error) => state.fail(error));
    });
  }

  /** @param path such as `/apis/apps/v1/deployments` */
  static async start<T extends KubernetesObject = AnyObject>(cluster: Cluster, path: string): Promise<Watched<T>> {
    const watched = new Watched<T>(cluster, path);
    await watched.copy.start();
    return watched;
  }

  get(name: string, namespace = ''): T | undefined {
    return this.copy.get(name, namespace);
  }

  all(): readonly T[] {
    return this.copy.list() ?? [];
  }

  /** Calls the listener for each object that is there, then with each that changes; gives the function that ends it. */
  each(listener: (changed: T) => void): () => void {
    for (const there of this.all()) listener(there);
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.listeners.clear();
    await this.copy.stop();
  }
}
