import type { Manifest } from '../../../../src/synthesis/manifest';
import type { Cluster } from '../../harness/cluster';
import type { Pod, PodTemplateSpec } from '../../harness/kubernetes-client';
import { nodeIsReady } from '../../harness/nodes';
import { release } from '../../harness/rollout';
import { agreed } from '../../harness/server';
import { until } from '../../harness/until';
import { cannotBePlaced, isReady, podsOf, type Workload } from '../../harness/workloads';
import type { Plan, Step } from './plan';
import type { Witness } from './witness';

/** Holds every new pod back from the scheduler until it is its turn. */
const GATE = 'nines.dev/turn';
/** The node that carries it is preferred, nothing more: the scheduler asks only among those that it finds feasible. */
const HERE = 'nines.dev/here';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
/** Seconds for which a new pod does not count as available yet, where something has to happen before it does. */
const SETTLING = 4;
/** How long the scheduler may change its mind, in seconds: it tries again a second after it has failed. */
const SECOND_THOUGHTS = 5;
/** Longer than any step was seen to take, in seconds. */
const PATIENCE = 30;

/** What the cluster did was not what the plan says. */
export class Deviation extends Error {}

/** The workload with its pods held back one by one and a preference that costs nothing; what is required of nodes stays as it is. */
export function steerable(manifest: Manifest, { slow, steps }: Plan): Manifest {
  const steered = structuredClone(manifest) as Manifest & { spec: Spec };
  const pod = steered.spec.template.spec as NonNullable<PodTemplateSpec['spec']>;
  pod.schedulingGates = [{ name: GATE }];
  const here = { weight: 100, preference: { matchExpressions: [{ key: HERE, operator: 'Exists' }] } };
  pod.affinity = {
    ...pod.affinity,
    nodeAffinity: { ...pod.affinity?.nodeAffinity, preferredDuringSchedulingIgnoredDuringExecution: [here] },
  };
  // Evicted sooner is evicted all the same.
  for (const toleration of pod.tolerations ?? [])
    if (toleration.tolerationSeconds) toleration.tolerationSeconds = Math.min(toleration.tolerationSeconds, 2);
  if (manifest.kind !== 'Deployment') return steered;
  const hurried = steps.some(
    ({ step }, i) =>
      step === 'bind' && ['bind', 'release'].includes(steps[i + 1]?.step ?? '') && steps.slice(0, i).some((it) => it.step === 'release'),
  );
  if (steered.spec.minReadySeconds || hurried) steered.spec.minReadySeconds = hurried ? SETTLING : 0;
  if (slow)
    steered.spec.strategy = { ...steered.spec.strategy, rollingUpdate: { ...steered.spec.strategy?.rollingUpdate, maxUnavailable: 0 } };
  return steered;
}

interface Spec {
  template: PodTemplateSpec;
  minReadySeconds?: number;
  strategy?: { readonly type?: string; readonly rollingUpdate?: object };
}

/** Leads the pods of one workload along a plan. */
export class Steering {
  private readonly cluster: Cluster;
  private readonly workload: Workload;
  /** Pods on each node by the plan. */
  private readonly planned = new Map<string, number>();
  private here: string | undefined;

  constructor(cluster: Cluster, workload: Workload) {
    this.cluster = cluster;
    this.workload = workload;
  }

  /** Takes the steps one by one, and checks after each that the pods stand as it says; throws a {@link Deviation} where they don't. */
  async follow({ steps }: Plan, { vector, replicas }: Witness): Promise<void> {
    for (const [index, step] of steps.entries()) await this.take(step, steps.slice(index + 1));
    const bound = vector.reduce((sum, pods) => sum + pods, 0);
    await this.asPlanned('the placement', () => this.living().filter((pod) => isReady(pod)).length === bound);
    if (bound === replicas) return;
    const pod = await this.nextInTurn();
    await this.letGo(pod);
    await this.wait('the scheduler to give up', () => this.state(pod) && cannotBePlaced(this.state(pod) as Pod));
  }

  /** Leaves the nodes as they were. */
  async end(): Promise<void> {
    await this.point(undefined);
  }

  private async take(step: Step, rest: readonly Step[]): Promise<void> {
    switch (step.step) {
      case 'bind':
        return this.bind(step.node);
      case 'settle':
        await this.wait('the new pods to be ready', () => this.living().every((pod) => isReady(pod) || !pod.spec?.nodeName));
        return;
      case 'release':
        // A pod that isn't ready yet would be the first to leave.
        await this.asPlanned('all pods to be ready', () => this.living().every(isReady));
        await this.price(leavingIn(rest));
        await release(this.cluster, this.workload);
        return;
      case 'leave':
        this.planned.set(step.node, (this.planned.get(step.node) ?? 0) - 1);
        // Old pods may leave together.
        if (rest[0]?.step !== 'leave') await this.asPlanned('the old pods to leave', () => !this.pods().some(isGoing));
        return;
      case 'lose':
        for (const node of step.nodes) this.cluster.machine(node).freeze();
        for (const node of step.nodes) this.planned.delete(node);
        return this.asPlanned('the pods to be given up');
      case 'recover':
        for (const node of this.cluster.machines.values()) node.thaw();
        await this.wait('the nodes to be back', () => this.cluster.state.all('nodes').every(nodeIsReady) && !this.pods().some(isGoing));
        return;
    }
  }

  private async bind(node: string): Promise<void> {
    const pod = await this.nextInTurn();
    await this.point(node);
    await this.letGo(pod);
    const where = await this.decision(pod);
    if (where === undefined) {
      const why = this.state(pod)?.status?.conditions?.find(({ type }) => type === 'PodScheduled')?.message;
      throw new Deviation(`a pod is bound to no node, planned ${node}: ${why}`);
    }
    if (where !== node) throw new Deviation(`a pod is bound to ${where}, planned ${node}`);
    this.planned.set(node, (this.planned.get(node) ?? 0) + 1);
  }

  /** The node to which the scheduler binds the pod; undefined when it says for a while that there is none. */
  private async decision(pod: Pod): Promise<string | undefined> {
    const bound = (): string | undefined => this.state(pod)?.spec?.nodeName;
    await this.wait('the scheduler to decide', () => bound() ?? (this.state(pod) && cannotBePlaced(this.state(pod) as Pod)));
    // It may have come before the pod's volume, and tries again.
    if (!bound()) await until(this.cluster.state, 'another try', bound, undefined, SECOND_THOUGHTS).catch(() => this.cluster.state.check());
    return bound();
  }

  /** The pod that is let go next: of a Deployment one of the newest release. */
  private nextInTurn(): Promise<Pod> {
    return this.wait('a pod to be made', () => {
      const newest = this.newestRevision();
      return this.pods()
        .filter(
          (pod) =>
            !isGoing(pod) && pod.spec?.schedulingGates?.length && (!newest || pod.metadata?.labels?.['pod-template-hash'] === newest),
        )
        .sort((a, b) => (a.metadata?.name ?? '').localeCompare(b.metadata?.name ?? ''))[0];
    });
  }

  private newestRevision(): string | undefined {
    const { kind, name, namespace } = this.workload;
    if (kind !== 'Deployment') return undefined;
    const revision = ({ annotations }: { annotations?: Record<string, string> } = {}): number =>
      Number(annotations?.['deployment.kubernetes.io/revision'] ?? 0);
    const sets = this.cluster.state
      .all('replicaSets', namespace)
      .filter(({ metadata }) => metadata?.ownerReferences?.some((owner) => owner.kind === 'Deployment' && owner.name === name));
    return sets.sort((a, b) => revision(b.metadata) - revision(a.metadata))[0]?.metadata?.labels?.['pod-template-hash'];
  }

  /** Which of the old pods go first: a ReplicaSet takes the cheapest ready one. */
  private async price(leaving: readonly string[]): Promise<void> {
    const left = this.living();
    const priced = leaving.flatMap((node) => {
      const at = left.findIndex((pod) => pod.spec?.nodeName === node);
      return at < 0 ? [] : left.splice(at, 1);
    });
    for (const [cost, pod] of [...priced, ...left].entries()) {
      await this.patch(pod, { metadata: { annotations: { [DELETION_COST]: String(cost) } } });
      await this.wait('the price to be seen', () => this.state(pod)?.metadata?.annotations?.[DELETION_COST] === String(cost));
    }
  }

  /** Makes the scheduler prefer this node. */
  private async point(node: string | undefined): Promise<void> {
    if (this.here === node) return;
    if (this.here) await this.label(this.here, null);
    if (node) await this.label(node, 'yes');
    this.here = node;
  }

  private async label(name: string, value: string | null): Promise<void> {
    const { server, state } = this.cluster;
    agreed(
      await server.merge({ apiVersion: 'v1', kind: 'Node', metadata: { name } }, { metadata: { labels: { [HERE]: value } } }),
      `label of ${name}`,
    );
    await until(state, `the label of ${name}`, () => (state.get('nodes', name)?.metadata?.labels?.[HERE] ?? null) === value);
  }

  private letGo(pod: Pod): Promise<void> {
    return this.patch(pod, { spec: { schedulingGates: null } });
  }

  private async patch({ metadata }: Pod, patch: object): Promise<void> {
    const { name, namespace } = metadata as { name: string; namespace: string };
    agreed(await this.cluster.server.merge({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace } }, patch), `change of ${name}`);
  }

  private pods(): Pod[] {
    return podsOf(this.cluster.state, this.workload);
  }

  /** Pods on nodes that nobody has asked to go. */
  private living(): Pod[] {
    return this.pods().filter((pod) => pod.spec?.nodeName && !isGoing(pod));
  }

  private state({ metadata }: Pod): Pod | undefined {
    return this.pods().find((pod) => pod.metadata?.uid === metadata?.uid);
  }

  private async asPlanned(what: string, also: () => boolean = () => true): Promise<void> {
    await this.wait(what, () => this.standing() === describe(this.planned) && also());
  }

  private standing(): string {
    const counts = new Map<string, number>();
    for (const { spec } of this.living()) counts.set(spec?.nodeName as string, (counts.get(spec?.nodeName as string) ?? 0) + 1);
    return describe(counts);
  }

  private async wait<T>(what: string, question: () => T | undefined | false): Promise<T> {
    try {
      return await until(this.cluster.state, what, question, undefined, PATIENCE);
    } catch (error) {
      this.cluster.state.check();
      throw new Deviation(`${(error as Error).message.split('\n')[0]}; planned ${describe(this.planned)}, standing ${this.standing()}`);
    }
  }
}

/** The nodes from which the rollout that now begins takes pods, in order. */
function leavingIn(rest: readonly Step[]): string[] {
  const end = rest.findIndex(({ step }) => step === 'release' || step === 'lose');
  return rest.slice(0, end < 0 ? undefined : end).flatMap((it) => (it.step === 'leave' ? [it.node] : []));
}

function isGoing({ metadata }: Pod): boolean {
  return metadata?.deletionTimestamp !== undefined;
}

function describe(counts: ReadonlyMap<string, number>): string {
  const lines = [...counts].filter(([, count]) => count > 0).map(([node, count]) => `${node}: ${count}`);
  return lines.sort().join(', ') || 'none';
}
