import type { Manifest } from '../../../../src/synthesis/manifest';
import { NAMESPACE } from '../../../availability/reference/joint/manifests';
import { accepts, type Node, type Service } from '../../../availability/reference/joint/system';
import type { Cluster } from '../../harness/cluster';
import { apply } from '../../harness/deploy';
import type { Pod } from '../../harness/kubernetes-client';
import { nodeIsReady } from '../../harness/nodes';
import { agreed } from '../../harness/server';
import { until } from '../../harness/until';
import { isReady } from '../../harness/workloads';
import { QUIET, staysFor } from '../predictions/deployment';
import type { Random } from '../random/random';
import { preferring } from './preferences';
import type { ServiceSet } from './set';

/** Kinds that outlive a deployment, and are there before it. */
const CLUSTER_WIDE = new Set(['StorageClass', 'PriorityClass']);
const WORKLOADS = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);
const RELEASE = 'nines.dev/release';

/** A set on a cluster that has nothing else on it. */
export class DeployedSet {
  readonly cluster: Cluster;
  readonly set: ServiceSet;
  private readonly random: Random;
  private readonly used: Set<string>;
  private releases = 0;
  private readonly released = new Map<string, string>();
  private readonly scaled = new Map<string, number>();

  constructor(cluster: Cluster, set: ServiceSet, random: Random) {
    this.cluster = cluster;
    this.set = set;
    this.random = random;
    this.used = new Set(this.first());
  }

  /** The nodes that have been ready and weren't taken away, in the order of the set: those that were added included. */
  nodes(): Node[] {
    return this.set.system.nodes.filter(({ name }) => this.used.has(name));
  }

  /** Whether a node has been ready, whatever has become of it. */
  wasThere(name: string): boolean {
    return this.used.has(name);
  }

  /** The fewest and the most nodes that the pool of a node has at rest. */
  boundsOf(node: Node): { readonly fewest: number; readonly most: number } {
    const own = this.set.system.nodes.filter((it) => isOfOnePool(it, node) && !it.spare);
    return { fewest: own.filter(({ added }) => !added).length, most: own.length };
  }

  /** How many nodes the pool of a node has. */
  sizeOf(node: Node): number {
    return this.nodes().filter((it) => isOfOnePool(it, node)).length;
  }

  /** Adds a node of the set that isn't there. */
  async add(name: string): Promise<void> {
    const { zone, pool } = this.set.system.nodes.find((node) => node.name === name) as Node;
    await this.cluster.add(name, zone, pool);
    this.used.add(name);
  }

  /** Takes a node away for good, with what is left on it. */
  async take(name: string): Promise<void> {
    const { server, state } = this.cluster;
    this.used.delete(name);
    await this.cluster.remove(name);
    // The control plane does so after a minute; a node that comes back under the same name would take the pods over.
    const left = () => state.all('pods').filter(({ spec }) => spec?.nodeName === name);
    for (const { metadata } of left())
      await server.call('DELETE', `/api/v1/namespaces/${metadata?.namespace}/pods/${metadata?.name}`, '{"gracePeriodSeconds":0}');
    await until(state, `the pods on ${name} to go`, () => left().length === 0);
  }

  /** Applies everything in a random order, at times waiting for each service before the next, and waits until nothing moves any more. */
  async deploy(): Promise<void> {
    const { random } = this;
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
    const first = this.set.manifests.filter(({ kind }) => !WORKLOADS.has(kind));
    await apply(this.cluster, [namespace, ...first]);
    const oneByOne = random.chance(0.5);
    for (const manifest of shuffled(this.workloads(), random)) {
      await apply(this.cluster, [this.steered(manifest)]);
      if (oneByOne) await this.settle(() => this.isComplete(manifest.metadata.name), 3);
    }
    await this.settle();
    await this.scale();
  }

  /** Sets some autoscaled services to a number of pods that their autoscaler allows: without metrics it lets that be. */
  private async scale(): Promise<void> {
    const { random } = this;
    for (const { name, replicas: fewest, most } of this.set.system.services) {
      if (most === undefined || this.set.rivals.has(name) || random.chance(0.4)) continue;
      const replicas = random.integer(fewest, most);
      const manifest = this.workloads().find(({ metadata }) => metadata.name === name) as Manifest;
      agreed(await this.cluster.server.merge(manifest, { spec: { replicas } }), `scale of ${name}`);
      this.scaled.set(name, replicas);
    }
    if (this.scaled.size > 0) await this.settle();
  }

  /** Takes everything away but what outlives it. */
  async remove(): Promise<void> {
    for (const manifest of this.set.manifests) {
      if (CLUSTER_WIDE.has(manifest.kind)) continue;
      const answer = await this.cluster.server.delete(manifest);
      if (answer.status !== 404) agreed(answer, `deletion of ${manifest.metadata.name}`);
    }
    const kinds = ['pods', 'replicaSets', 'deployments', 'statefulSets', 'claims', 'budgets'] as const;
    await until(this.cluster.state, 'the set to be gone', () =>
      kinds.every((kind) => this.cluster.state.all(kind, NAMESPACE).length === 0),
    );
    this.released.clear();
    this.scaled.clear();
    const first = this.first();
    for (const { name } of this.nodes()) if (!first.includes(name)) await this.take(name);
    for (const name of first) if (!this.used.has(name)) await this.add(name);
  }

  /** Changes the pods of a service as `kubectl rollout restart` does, and the nodes that they prefer. */
  async release(service: string): Promise<void> {
    const manifest = this.workloads().find(({ metadata }) => metadata.name === service) as Manifest;
    const release = `${++this.releases}`;
    this.released.set(service, release);
    const template = { metadata: { annotations: { [RELEASE]: release } }, spec: { affinity: this.affinityOf(manifest) } };
    const patch = { spec: { template } };
    agreed(await this.cluster.server.merge(manifest, patch), `release of ${service}`);
  }

  /** Waits until all is as it should be, or nothing has moved for longer than the scheduler's longest pause; says which. */
  async settle(isDone: () => boolean = () => this.services().every((name) => this.isComplete(name)), quiet = QUIET): Promise<boolean> {
    for (;;) {
      const before = this.fingerprint();
      if (await staysFor(this.cluster, quiet, () => !isDone() && this.fingerprint() === before)) return false;
      if (isDone()) return true;
    }
  }

  /** Whether every pod of a service is there, ready, and of its last release. */
  isComplete(service: string, dead: ReadonlySet<string> = new Set()): boolean {
    const pods = this.podsOf(service).filter((pod) => !dead.has(pod.spec?.nodeName ?? ''));
    return pods.length === this.replicasOf(service) && pods.every((pod) => isReady(pod) && this.isNew(service, pod));
  }

  /** Whether a pod is of the last release of its service. */
  isNew(service: string, pod: Pod): boolean {
    return pod.metadata?.annotations?.[RELEASE] === this.released.get(service);
  }

  services(): string[] {
    return this.set.system.services.map(({ name }) => name);
  }

  /** The services that have a pod on every node. */
  daemons(): string[] {
    return this.set.system.services.filter(({ kind }) => kind === 'DaemonSet').map(({ name }) => name);
  }

  podsOf(service: string): Pod[] {
    return this.pods().filter(({ metadata }) => metadata?.labels?.['app'] === service);
  }

  /** Whether the control plane takes a node for ready. */
  isUp(name: string): boolean {
    const node = this.cluster.state.get('nodes', name);
    return node !== undefined && nodeIsReady(node);
  }

  /** The pods that a drain evicts. */
  evictableOn(node: string): Pod[] {
    const isDaemon = ({ metadata }: Pod) => metadata?.ownerReferences?.some(({ kind }) => kind === 'DaemonSet');
    return this.pods().filter((pod) => pod.spec?.nodeName === node && !isDaemon(pod));
  }

  /** Changes whenever a pod does. */
  fingerprint(): string {
    const budgets = this.cluster.state.all('budgets', NAMESPACE).map(({ metadata }) => metadata?.resourceVersion);
    const pods = this.pods().map(({ metadata, spec, status }) => [
      metadata?.uid,
      spec?.nodeName,
      metadata?.deletionTimestamp,
      status?.phase,
    ]);
    return [...budgets, ...pods.map((it) => it.join(' ')).sort()].join();
  }

  /** The manifest as it is deployed. */
  private steered(manifest: Manifest): Manifest {
    const { template, ...spec } = manifest['spec'] as { template: { spec: { affinity?: object } } };
    const pod = { ...template.spec, affinity: { ...template.spec.affinity, ...this.affinityOf(manifest) } };
    return { ...manifest, spec: { ...spec, template: { ...template, spec: pod } } };
  }

  /** The nodes that the pods of a release prefer: at times none, and those of a DaemonSet run on all. */
  private affinityOf({ kind }: Manifest): object {
    if (kind === 'DaemonSet') return {};
    const names = this.set.system.nodes.map(({ name }) => name);
    return preferring(this.random.chance(0.25) ? [] : shuffled(names, this.random));
  }

  /** The nodes that are there before anything is added or taken away. */
  private first(): string[] {
    return this.set.system.nodes.filter(({ added, spare }) => !added && !spare).map(({ name }) => name);
  }

  private workloads(): Manifest[] {
    return this.set.manifests.filter(({ kind }) => WORKLOADS.has(kind));
  }

  private pods(): Pod[] {
    return this.cluster.state.all('pods', NAMESPACE);
  }

  private replicasOf(service: string): number {
    const found = this.set.system.services.find(({ name }) => name === service) as Service;
    return found.kind === 'DaemonSet' ? this.registered().filter((node) => accepts(found, node)).length : this.scaleOf(found);
  }

  /** The pods that its autoscalers, or whoever scaled it, want. */
  private scaleOf({ name, replicas }: Service): number {
    return this.scaled.get(name) ?? this.set.rivals.get(name) ?? replicas;
  }

  private registered(): Node[] {
    return this.set.system.nodes.filter(({ name }) => this.cluster.state.get('nodes', name) !== undefined);
  }
}

function isOfOnePool(a: Node, b: Node): boolean {
  return a.zone === b.zone && a.pool === b.pool;
}

/** What has to be there before pods ask for it. */
export function clusterWide({ manifests }: ServiceSet): Manifest[] {
  return manifests.filter(({ kind }) => CLUSTER_WIDE.has(kind));
}

export function shuffled<T>(of: readonly T[], random: Random): T[] {
  return of
    .map((value) => ({ value, by: random.fraction() }))
    .sort((a, b) => a.by - b.by)
    .map(({ value }) => value);
}
