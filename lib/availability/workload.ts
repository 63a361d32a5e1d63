import { type Budget, budgetsFor } from './budget';
import type { Cluster } from './cluster';
import { type Declared, declaredFor } from './declared';
import { type Exclusion, exclusions } from './exclusion';
import { countAt, listAt, objectAt, textAt, textsAt, valueAt } from './json';
import type { Manifest, Reference } from './manifest';
import { type NodeSelection, nodeSelection } from './node-selection';
import { effectiveRequests, type Requests } from './requests';
import { type SpreadConstraint, spreadConstraints } from './spread';
import { type Storage, storageOf } from './storage';
import { type Strategy, strategyOf } from './strategy';
import { repels, unreachableToleration } from './tolerations';
import type { Topology } from './topology';

/** The kinds that are services in the model's sense. */
export const workloadKinds: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** What the model knows of a workload. */
export interface Workload extends Reference {
  /** Pods at rest; the least that an autoscaler leaves. For a DaemonSet 0: its nodes decide. */
  readonly replicas: number;
  /** The most pods that an autoscaler makes; `replicas` without one. */
  readonly maximum: number;
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
  readonly budgets: readonly Budget[];
  readonly declared: Declared;
  /** What could not be judged exactly, so that placements err on the large side and a refutation needs more than them; undefined where nothing. */
  readonly approximate?: string;
}

/** Reads all workloads of the manifests. */
export function workloadsOf(manifests: readonly Manifest[], cluster: Cluster, topology: Topology): readonly Workload[] {
  const scalers = manifests.filter((manifest) => manifest.kind === 'HorizontalPodAutoscaler');
  const storage = manifests.filter((manifest) => manifest.kind === 'StorageClass' || manifest.kind === 'PersistentVolumeClaim');
  const byNamespace = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    if (!workloadKinds.has(manifest.kind) && manifest.kind !== 'PodDisruptionBudget') continue;
    const neighbours = byNamespace.get(manifest.namespace);
    if (neighbours) neighbours.push(manifest);
    else byNamespace.set(manifest.namespace, [manifest]);
  }
  return manifests
    .filter((manifest) => workloadKinds.has(manifest.kind))
    .map((manifest) => workload(manifest, { topology, cluster, scalers, storage, neighbours: byNamespace.get(manifest.namespace) ?? [] }));
}

interface Surroundings {
  readonly topology: Topology;
  readonly cluster: Cluster;
  readonly scalers: readonly Manifest[];
  readonly storage: readonly Manifest[];
  readonly neighbours: readonly Manifest[];
}

function workload(manifest: Manifest, around: Surroundings): Workload {
  const spec = objectAt(manifest.body, 'spec');
  const podSpec = objectAt(spec, 'template', 'spec');
  const labels = textsAt(spec, 'template', 'metadata', 'labels');
  const { replicas, maximum } = scale(manifest, around.scalers);
  const nodes = manifest.kind === 'DaemonSet' ? eligibleNodes(podSpec, around.cluster) : 0;
  return {
    kind: manifest.kind,
    namespace: manifest.namespace,
    name: manifest.name,
    replicas,
    maximum,
    labels,
    strategy: strategyOf(manifest.kind, spec, manifest.kind === 'DaemonSet' ? nodes : replicas),
    selection: nodeSelection(podSpec),
    tolerations: listAt(podSpec, 'tolerations'),
    spreads: spreadConstraints(manifest.kind, podSpec, labels),
    exclusions: exclusions(manifest, podSpec, labels),
    hostPorts: usesHostPorts(podSpec),
    requests: effectiveRequests(podSpec),
    storage: storageOf(manifest, spec, around.storage),
    toleration: manifest.kind === 'DaemonSet' ? Number.POSITIVE_INFINITY : unreachableToleration(podSpec),
    budgets: budgetsFor(manifest, around.neighbours, (it) =>
      it.kind === 'DaemonSet'
        ? eligibleNodes(objectAt(it.body, 'spec', 'template', 'spec'), around.cluster)
        : scale(it, around.scalers).replicas,
    ),
    declared: declaredFor(manifest, around.topology),
  };
}

/** Replicas, or what an autoscaler makes of them: 1 each where nothing is said, as the API server has it. */
function scale(manifest: Manifest, scalers: readonly Manifest[]): { replicas: number; maximum: number } {
  if (manifest.kind === 'DaemonSet') return { replicas: 0, maximum: 0 };
  const scaler = scalers.find(
    (it) =>
      it.namespace === manifest.namespace &&
      textAt(it.body, 'spec', 'scaleTargetRef', 'kind') === manifest.kind &&
      textAt(it.body, 'spec', 'scaleTargetRef', 'name') === manifest.name,
  );
  if (!scaler) {
    const replicas = countAt(manifest.body, 'spec', 'replicas') ?? 1;
    return { replicas, maximum: replicas };
  }
  const least = countAt(scaler.body, 'spec', 'minReplicas') ?? 1;
  return { replicas: least, maximum: Math.max(least, countAt(scaler.body, 'spec', 'maxReplicas') ?? least) };
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
