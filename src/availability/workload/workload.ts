import type { Cluster } from '../../cluster/cluster';
import type { Topology } from '../../cluster/topology';
import type { ObjectIdentity } from '../../manifests/diagnostic';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { type Amounts, podRequests } from '../../manifests/requests';
import { type Scale, scaleOf } from '../../manifests/scale';
import { type Strategy, strategyOf } from '../../manifests/strategy';
import { approximation, countedAlso } from './approximation';
import { type Budget, budgetsOf } from './budget';
import { type Declared, declaredFor } from './declared';
import { type Exclusion, exclusions } from './exclusion';
import { type Need, needOf } from './need';
import { type NodeSelection, nodeSelection } from './node-selection';
import { type SpreadConstraint, spreadConstraints } from './spread';
import { storageOf, type VolumePins } from './storage';
import { repels, unreachableToleration } from './tolerations';

/** The types of objects whose availability is judged: the services in the model's sense. */
export const workloadTypes: readonly string[] = ['Deployment.apps', 'StatefulSet.apps', 'DaemonSet.apps'];

/** What the model knows of a workload. */
export interface Workload extends ObjectIdentity {
  /** Pods at rest; the least that an autoscaler leaves. For a DaemonSet 0: its nodes decide. */
  readonly replicas: number;
  /** The most pods that an autoscaler makes; `replicas` without one. */
  readonly maximum: number;
  /** The most that an autoscaler ever makes: what its pods may ask of the nodes together. */
  readonly peak: number;
  /** Whether an autoscaler adds pods and never removes one: then the least number is the worst. */
  readonly onlyGrows: boolean;
  readonly labels: ReadonlyMap<string, string>;
  /** With its numbers resolved for the replicas at rest. */
  readonly strategy: Strategy;
  /** The same for any other number: a percentage of an autoscaler's most is more than one of its least. */
  readonly strategyAt: (replicas: number) => Strategy;
  readonly selection: NodeSelection;
  readonly tolerations: readonly Place[];
  readonly spreads: readonly SpreadConstraint[];
  readonly exclusions: readonly Exclusion[];
  /** Whether it asks for a port of the node itself, so that a node takes one pod. */
  readonly hostPorts: boolean;
  readonly requests: Amounts;
  readonly storage: VolumePins;
  /** Seconds until it is evicted from an unreachable node, where its template says so. */
  readonly toleration?: number;
  /** Whether pods on a dead node are replaced before it is back or its object gone. */
  readonly replacedAtOnce: boolean;
  readonly budgets: readonly Budget[];
  /** Autoscalers that hinder each other: who scales it is then unknown. */
  readonly rivals: readonly string[];
  readonly declared: Declared;
  /** How many of its pods must be ready, and how that is known. */
  readonly need: Need;
  /** What could not be judged exactly, so that placements err on the large side and a refutation needs more than them; undefined where nothing. */
  readonly approximate?: string;
}

/** The model's view of all Deployments, StatefulSets and DaemonSets of the manifests, in their order. */
export function workloadsOf(index: ObjectIndex, cluster: Cluster, topology: Topology): readonly Workload[] {
  const replicasOf = (it: WorkloadResource) => scaleIn(index, it)?.replicas ?? eligibleNodes(it.pod.spec, cluster);
  return servicesOf(index).map((resource) => workload(resource, index, topology, replicasOf));
}

/** The objects that the model judges. */
export function servicesOf(index: ObjectIndex): readonly WorkloadResource[] {
  return index.objects.flatMap((object) => (workloadTypes.includes(object.type) ? (index.workload(object) ?? []) : []));
}

/**
 * The scale of a workload; of two autoscalers neither scales it.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/podautoscaler, reconcileAutoscaler: an ambiguous selector is an error, and nothing is scaled.
 */
function scaleIn(index: ObjectIndex, resource: WorkloadResource): Scale | undefined {
  const [autoscaler, second] = index.autoscalersOf(resource);
  return scaleOf(resource, second ? undefined : autoscaler);
}

/** The autoscalers that scale a workload together, where there is more than one. */
function rivalsOf(index: ObjectIndex, resource: WorkloadResource): readonly string[] {
  const all = index.autoscalersOf(resource);
  return all.length > 1 ? all.map(({ namespace, name }) => `${namespace}/${name}`) : [];
}

/** A DaemonSet's pods follow from the nodes. */
const none: Scale = { replicas: 0, maximum: 0, peak: 0, onlyGrows: false };

function workload(
  resource: WorkloadResource,
  index: ObjectIndex,
  topology: Topology,
  replicasOf: (resource: WorkloadResource) => number,
): Workload {
  const { type, kind, namespace, name, pod } = resource;
  const { spec, labels } = pod;
  const scale = scaleIn(index, resource) ?? none;
  const { replicas, maximum, peak, onlyGrows } = scale;
  const declared = declaredFor(resource, topology);
  const spreads = spreadConstraints(type, spec, labels).map((spread) => ({ ...spread, countsAlso: countedAlso(resource, spread, index) }));
  const selection = nodeSelection(spec);
  return {
    kind,
    namespace,
    name,
    replicas,
    maximum,
    peak,
    onlyGrows,
    labels,
    strategy: strategyOf(resource, replicasOf(resource)),
    strategyAt: (pods) => strategyOf(resource, pods),
    selection,
    tolerations: spec.items('tolerations'),
    spreads,
    exclusions: exclusions(namespace, spec, labels),
    hostPorts: usesHostPorts(spec),
    requests: podRequests(spec),
    storage: storageOf(resource, index),
    toleration: type === 'DaemonSet.apps' ? Number.POSITIVE_INFINITY : unreachableToleration(spec),
    replacedAtOnce: replacedAtOnce(type, spec),
    budgets: budgetsOf(resource, index, replicasOf),
    rivals: rivalsOf(index, resource),
    declared,
    need: needOf(resource, declared, scale, index),
    approximate: approximation(spec, labels, spreads, selection),
  };
}

/**
 * A Deployment's pods are replaced as soon as they are given up; a StatefulSet's only when they are gone, for which a pod with a grace period needs its kubelet. One
 * with none is deleted at once, wherever it may still be running.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/registry/core/pod/strategy.go, CheckGracefulDelete; kubernetes.io, Force Delete StatefulSet Pods.
 */
function replacedAtOnce(type: string, spec: Place): boolean {
  return type === 'Deployment.apps' || (type === 'StatefulSet.apps' && spec.number('terminationGracePeriodSeconds') === 0);
}

function usesHostPorts(spec: Place): boolean {
  const hostNetwork = spec.at('hostNetwork').value === true;
  const ports = spec.items('containers').flatMap((container) => container.items('ports'));
  return ports.some((port) => port.count('hostPort') || (hostNetwork && port.count('containerPort')));
}

function eligibleNodes(spec: Place, cluster: Cluster): number {
  const { selects } = nodeSelection(spec);
  const tolerations = spec.items('tolerations');
  return cluster.cells
    .filter((cell) => selects(cell.labels) && !repels(tolerations, cell.taints))
    .reduce((sum, cell) => sum + cell.nodes, 0);
}
