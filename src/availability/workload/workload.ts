import type { Cluster } from '../../cluster/cluster';
import type { Topology } from '../../cluster/topology';
import { effectiveRequests, type Requests } from '../../manifests/requests';
import { countAt, listAt, objectAt, textAt, valueAt } from '../../manifests/value';
import { type Manifest, nameOf, type Reference } from '../manifest';
import { approximation, countedAlso } from './approximation';
import { type Budget, budgetsByWorkload } from './budget';
import { type Declared, declaredFor } from './declared';
import { type Exclusion, exclusions } from './exclusion';
import { type NodeSelection, nodeSelection } from './node-selection';
import { PodIndex, podLabels } from './pod-index';
import { type Scale, scaleOf } from './scale';
import { type SpreadConstraint, spreadConstraints } from './spread';
import { type Storage, storageOf } from './storage';
import { type Strategy, strategyOf } from './strategy';
import { repels, unreachableToleration } from './tolerations';

/** The kinds that are services in the model's sense. */
export const workloadKinds: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** What the model knows of a workload. */
export interface Workload extends Reference {
  /** Pods at rest; the least that an autoscaler leaves. For a DaemonSet 0: its nodes decide. */
  readonly replicas: number;
  /** The most pods that an autoscaler makes; `replicas` without one. */
  readonly maximum: number;
  /** The most that an autoscaler ever makes: what its pods may ask of the nodes together. */
  readonly peak: number;
  /** Whether an autoscaler adds pods and never removes one: then the least number is the worst. */
  readonly onlyGrows: boolean;
  readonly labels: ReadonlyMap<string, string>;
  readonly strategy: Strategy;
  readonly selection: NodeSelection;
  readonly tolerations: readonly unknown[];
  readonly spreads: readonly SpreadConstraint[];
  readonly exclusions: readonly Exclusion[];
  /** Whether it asks for a port of the node itself, so that a node takes one pod. */
  readonly hostPorts: boolean;
  readonly requests: Requests;
  readonly storage: Storage;
  /** Seconds until it is evicted from an unreachable node, where its template says so. */
  readonly toleration?: number;
  /** Whether pods on a dead node are replaced before it is back or its object gone. */
  readonly replacedAtOnce: boolean;
  readonly budgets: readonly Budget[];
  readonly declared: Declared;
  /** What could not be judged exactly, so that placements err on the large side and a refutation needs more than them; undefined where nothing. */
  readonly approximate?: string;
}

/** Reads all workloads of the manifests. */
export function workloadsOf(manifests: readonly Manifest[], cluster: Cluster, topology: Topology): readonly Workload[] {
  const running = manifests.filter((manifest) => workloadKinds.has(manifest.kind));
  const index = new PodIndex(running);
  const scalers = new Map(
    manifests.filter((manifest) => manifest.kind === 'HorizontalPodAutoscaler').map((scaler) => [scaledBy(scaler), scaler]),
  );
  const replicasOf = (it: Manifest) =>
    it.kind === 'DaemonSet'
      ? eligibleNodes(objectAt(it.body, 'spec', 'template', 'spec'), cluster)
      : scaleOf(it, scalers.get(nameOf(it))).replicas;
  const around: Surroundings = {
    topology,
    index,
    scalers,
    storage: manifests.filter((manifest) => manifest.kind === 'StorageClass' || manifest.kind === 'PersistentVolumeClaim'),
    budgets: budgetsByWorkload(manifests, index, replicasOf),
    replicasOf,
  };
  return running.map((manifest) => workload(manifest, around));
}

interface Surroundings {
  readonly topology: Topology;
  readonly index: PodIndex;
  readonly scalers: ReadonlyMap<string, Manifest>;
  readonly storage: readonly Manifest[];
  readonly budgets: ReadonlyMap<Manifest, readonly Budget[]>;
  readonly replicasOf: (workload: Manifest) => number;
}

function workload(manifest: Manifest, around: Surroundings): Workload {
  const spec = objectAt(manifest.body, 'spec');
  const podSpec = objectAt(spec, 'template', 'spec');
  const labels = podLabels(manifest);
  const { replicas, maximum, peak, onlyGrows }: Scale = scaleOf(manifest, around.scalers.get(nameOf(manifest)));
  const spreads = spreadConstraints(manifest.kind, podSpec, labels).map((spread) => ({
    ...spread,
    countsAlso: countedAlso(manifest, spread, around.index),
  }));
  const selection = nodeSelection(podSpec);
  return {
    kind: manifest.kind,
    namespace: manifest.namespace,
    name: manifest.name,
    replicas,
    maximum,
    peak,
    onlyGrows,
    labels,
    strategy: strategyOf(manifest.kind, spec, around.replicasOf(manifest)),
    selection,
    tolerations: listAt(podSpec, 'tolerations'),
    spreads,
    exclusions: exclusions(manifest, podSpec, labels),
    hostPorts: usesHostPorts(podSpec),
    requests: effectiveRequests(podSpec),
    storage: storageOf(manifest, spec, around.storage),
    toleration: manifest.kind === 'DaemonSet' ? Number.POSITIVE_INFINITY : unreachableToleration(podSpec),
    replacedAtOnce: replacedAtOnce(manifest.kind, podSpec),
    budgets: around.budgets.get(manifest) ?? [],
    declared: declaredFor(manifest, around.topology),
    approximate: approximation(podSpec, labels, spreads, selection),
  };
}

function scaledBy(scaler: Manifest): string {
  const target = ['spec', 'scaleTargetRef'];
  return nameOf({
    kind: textAt(scaler.body, ...target, 'kind') ?? '',
    namespace: scaler.namespace,
    name: textAt(scaler.body, ...target, 'name') ?? '',
  });
}

/**
 * A Deployment's pods are replaced as soon as they are given up; a StatefulSet's only when they are gone, for which a pod with a grace period needs its kubelet. One
 * with none is deleted at once, wherever it may still be running.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/registry/core/pod/strategy.go, CheckGracefulDelete; kubernetes.io, Force Delete StatefulSet Pods.
 */
function replacedAtOnce(kind: string, podSpec: unknown): boolean {
  return kind === 'Deployment' || (kind === 'StatefulSet' && valueAt(podSpec, 'terminationGracePeriodSeconds') === 0);
}

function usesHostPorts(podSpec: unknown): boolean {
  const hostNetwork = valueAt(podSpec, 'hostNetwork') === true;
  const ports = listAt(podSpec, 'containers').flatMap((container) => listAt(container, 'ports'));
  return ports.some((port) => countAt(port, 'hostPort') || (hostNetwork && countAt(port, 'containerPort')));
}

function eligibleNodes(podSpec: unknown, cluster: Cluster): number {
  const { selects } = nodeSelection(podSpec);
  const tolerations = listAt(podSpec, 'tolerations');
  return cluster.cells
    .filter((cell) => selects(cell.labels) && !repels(tolerations, cell.taints))
    .reduce((sum, cell) => sum + cell.nodes, 0);
}
