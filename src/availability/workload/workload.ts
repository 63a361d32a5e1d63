import type { Cluster } from '../../cluster/cluster';
import { hasFeature } from '../../cluster/features';
import type { Topology } from '../../cluster/topology';
import type { ObjectIdentity } from '../../manifests/diagnostic';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { podMakers } from '../../manifests/pod';
import { type Amounts, podRequests } from '../../manifests/requests';
import type { Scale } from '../../manifests/scale';
import { type Strategy, strategyOf } from '../../manifests/strategy';
import { Admission, type Admitted } from './admission';
import { approximation, countedAlso } from './approximation';
import { rivalsOf, scaleIn } from './autoscalers';
import { type Budget, budgetsOf } from './budget';
import { changedByOthers } from './changed-by-others';
import { claimDoubts } from './claim-doubts';
import { runsAtATime } from './cron';
import { type Declared, declaredFor } from './declared';
import { devicesOfClasses, missingDevices } from './devices';
import { Doubts } from './doubts';
import { eligibleNodes } from './eligible-nodes';
import { type Exclusion, exclusions } from './exclusion';
import { type HostPort, hostPortsOf } from './host-port';
import { type Need, needOf } from './need';
import { type NodeSelection, nodeSelection } from './node-selection';
import type { Obstacle } from './obstacle';
import { isOrdered } from './ordered';
import { daemonObstacles } from './pod-obstacles';
import { podSecurityObstacles } from './pod-security';
import { type Priority, priorityOf } from './priority';
import { PriorityClasses } from './priority-classes';
import { type CountedPods, Quotas } from './quota';
import { refused } from './refused';
import { replacedAtOnce } from './replacement';
import { type Repulsion, repulsions } from './repulsion';
import { scaledUnknown } from './scaled-unknown';
import { ServiceAccounts } from './service-accounts';
import { sharedClaimObstacles } from './shared-claims';
import { type SpreadConstraint, spreadConstraints } from './spread';
import { storageOf, type VolumePins } from './storage';
import { Surroundings } from './surroundings';
import { unreachableToleration } from './tolerations';
import { besideUnbounded } from './unbounded';
import { unknownRollout } from './unknown-rollout';
import { UnmodelledFields } from './unmodelled';
import { untoldLabels, untoldSystems } from './untold-nodes';

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
  /** The ports of the node that it asks for. */
  readonly ports: readonly HostPort[];
  /** The other workloads whose pods its own may not be near. */
  readonly repulsions: readonly Repulsion[];
  readonly priority: Priority;
  /** Whether its pods may stand where the rules that are read would not let them: by another scheduler, or since not all of a rule is known. */
  readonly bypasses: boolean;
  readonly requests: Amounts;
  readonly storage: VolumePins;
  /** Seconds until it is evicted from an unreachable node, where its template says so. */
  readonly toleration?: number;
  /** Whether pods on a dead node are replaced before it is back or its object gone. */
  readonly replacedAtOnce: boolean;
  /** Whether a pod is only made once those before it are ready. */
  readonly ordered: boolean;
  readonly budgets: readonly Budget[];
  /** Autoscalers that hinder each other: who scales it is then unknown. */
  readonly rivals: readonly string[];
  readonly declared: Declared;
  /** How many of its pods must be ready, and how that is known. */
  readonly need: Need;
  /** What could not be judged exactly, so that placements err on the large side and a refutation needs more than them; undefined where nothing. */
  readonly approximate?: string;
  /** What its manifests say beyond the model, as sentences: nothing is proved then. */
  readonly unmodelled: readonly string[];
  /** Of that, what leaves open how many pods there are or how much room each takes. */
  readonly unbounded: readonly string[];
  /** What keeps some of its pods from being made or bound, or its rollouts from going on, whatever the scheduler chooses. */
  readonly obstacles: readonly Obstacle[];
}

/** The model's view of all Deployments, StatefulSets and DaemonSets of the manifests, in their order. */
export function workloadsOf(index: ObjectIndex, cluster: Cluster, topology: Topology): readonly Workload[] {
  const reader = new Reader(index, cluster, topology);
  const workloads = servicesOf(index).map((resource) => reader.workload(resource));
  return besideUnbounded(workloads, [...workloads, ...makersOf(index).map((it) => reader.workload(it))], cluster, index);
}

/** What else of the manifests makes pods, and so takes room: Jobs, CronJobs, bare Pods and ReplicaSets. They are not judged themselves. */
export function competitorsOf(index: ObjectIndex, cluster: Cluster, topology: Topology): readonly Workload[] {
  const makers = makersOf(index);
  if (makers.length === 0) return [];
  const reader = new Reader(index, cluster, topology);
  return makers.map((resource) => {
    const found = reader.workload(resource);
    return resource.type === 'CronJob.batch' ? { ...found, peak: found.peak * runsAtATime(resource) } : found;
  });
}

const competitors: ReadonlySet<string> = new Set(podMakers.filter((type) => type !== 'PodTemplate' && !workloadTypes.includes(type)));

function makersOf(index: ObjectIndex): readonly WorkloadResource[] {
  return index.objects.flatMap((object) => (competitors.has(object.type) ? (index.workload(object) ?? []) : []));
}

/** The objects that the model judges. */
export function servicesOf(index: ObjectIndex): readonly WorkloadResource[] {
  return index.objects.flatMap((object) => (workloadTypes.includes(object.type) ? (index.workload(object) ?? []) : []));
}

/** Strategies are asked for again and again, with few numbers. */
function remembered(strategyAt: (replicas: number) => Strategy): (replicas: number) => Strategy {
  const known = new Map<number, Strategy>();
  return (replicas) => {
    const strategy = known.get(replicas) ?? strategyAt(replicas);
    known.set(replicas, strategy);
    return strategy;
  };
}

/** A DaemonSet's pods follow from the nodes. */
const none: Scale = { replicas: 0, maximum: 0, peak: 0, onlyGrows: false };

/** Reads workloads together with all that the manifests say around them. */
class Reader {
  private readonly admission: Admission;
  private readonly surroundings: Surroundings;
  private readonly fields: UnmodelledFields;
  private readonly quotas: Quotas;
  private readonly priorities: PriorityClasses;
  private readonly accounts: ServiceAccounts;
  private readonly doubts: Doubts;
  private readonly admitted = new Map<WorkloadResource, Admitted>();
  private readonly index: ObjectIndex;
  private readonly cluster: Cluster;
  private readonly topology: Topology;

  constructor(index: ObjectIndex, cluster: Cluster, topology: Topology) {
    this.index = index;
    this.cluster = cluster;
    this.topology = topology;
    this.admission = new Admission(index, topology.kubernetes);
    this.surroundings = new Surroundings(index);
    this.fields = new UnmodelledFields(topology.kubernetes);
    this.priorities = new PriorityClasses(index, topology);
    this.accounts = new ServiceAccounts(index, topology);
    this.doubts = new Doubts(index);
    const makers = index.ofType('ResourceQuota').length > 0 ? index.objects.flatMap((object) => index.workload(object) ?? []) : [];
    this.quotas = new Quotas(
      index,
      makers.map((it) => this.counted(it)),
    );
  }

  workload(resource: WorkloadResource): Workload {
    const { index, cluster } = this;
    const { type, kind, namespace, name, pod } = resource;
    const { labels } = pod;
    const { spec, ...admitted } = this.admit(resource);
    const scale = scaleIn(index, resource) ?? none;
    const { replicas, maximum, peak, onlyGrows } = scale;
    const declared = declaredFor(resource, this.topology);
    const spreads = spreadConstraints(type, spec, labels).map((spread) => ({
      ...spread,
      countsAlso: countedAlso(resource, spread, index),
    }));
    const selection = nodeSelection(spec);
    const requests = podRequests(spec);
    const storage = storageOf(resource, index, cluster, maximum);
    const repelled = repulsions(resource, index);
    const excluded = exclusions(type, namespace, spec, labels);
    const doubts = this.doubts.of(resource);
    const unbounded = [...admitted.unknown, ...changedByOthers(resource, index)];
    const unmodelled = [
      ...this.unknownOf(resource, [...spreads, ...excluded]),
      ...doubts,
      ...unbounded,
      ...storage.unknown,
      ...devicesOfClasses(requests, index),
      ...untoldLabels(selection, spreads, cluster),
      ...untoldSystems(spec, cluster),
    ];
    return {
      kind,
      namespace,
      name,
      replicas,
      maximum,
      peak,
      onlyGrows,
      labels,
      strategy: this.strategy(resource),
      strategyAt: remembered((count) => this.strategy(resource, count)),
      selection,
      tolerations: spec.items('tolerations'),
      spreads,
      exclusions: excluded,
      hostPorts: hostPortsOf(spec).length > 0,
      ports: hostPortsOf(spec),
      repulsions: repelled,
      priority: priorityOf(spec, index),
      bypasses: doubts.length > 0 || selection.namesNodes || pastFilters(spec),
      requests,
      storage,
      toleration: type === 'DaemonSet.apps' ? Number.POSITIVE_INFINITY : unreachableToleration(spec),
      replacedAtOnce: replacedAtOnce(type, spec),
      ordered: isOrdered(resource),
      budgets: budgetsOf(resource, index, (it) => this.replicasOf(it)),
      rivals: rivalsOf(index, resource),
      declared,
      need: needOf(resource, declared, scale, index),
      approximate: approximation(resource, spec, spreads, excluded, selection, repelled) ?? unmodelled[0],
      unmodelled,
      unbounded,
      obstacles: [...admitted.obstacles, ...this.obstaclesOf(resource, spec)],
    };
  }

  /** What its manifests say beyond the model, as sentences. */
  private unknownOf(resource: WorkloadResource, rules: readonly (SpreadConstraint | Exclusion)[]): readonly string[] {
    return [
      ...this.fields.of(this.surroundings.of(resource)),
      ...this.quotas.unknownFor(this.counted(resource)),
      ...unknownRollout(resource, this.replicasOf(resource), rules, this.topology),
      ...this.priorities.unknownFor(resource),
      ...this.accounts.unknownFor(resource),
      ...claimDoubts(resource, this.index),
      ...scaledUnknown(
        resource,
        this.admit(resource).spec,
        scaleIn(this.index, resource),
        declaredFor(resource, this.topology),
        this.cluster,
      ),
    ];
  }

  private obstaclesOf(resource: WorkloadResource, spec: Place): readonly Obstacle[] {
    const { index, cluster } = this;
    const requests = podRequests(spec);
    const isServed = devicesOfClasses(requests, index).length > 0;
    const extent = {
      replicas: this.replicasOf(resource),
      strategy: this.strategy(resource),
      nodes: eligibleNodes(spec, cluster),
      zones: cluster.zones.length,
    };
    return [
      ...this.priorities.obstaclesFor(resource),
      ...this.accounts.obstaclesFor(resource),
      ...(isServed ? [] : missingDevices(resource, requests, cluster)),
      ...this.quotas.obstaclesFor(this.counted(resource)),
      ...sharedClaimObstacles(resource, index, extent),
      ...daemonObstacles(resource, spec, extent.strategy, cluster),
      ...refused(resource, spec),
      ...podSecurityObstacles(resource, spec, index),
    ];
  }

  private admit(resource: WorkloadResource): Admitted {
    const known = this.admitted.get(resource) ?? this.admission.admit(resource);
    this.admitted.set(resource, known);
    return known;
  }

  private replicasOf(resource: WorkloadResource): number {
    return scaleIn(this.index, resource)?.replicas ?? eligibleNodes(this.admit(resource).spec, this.cluster);
  }

  private strategy(resource: WorkloadResource, replicas = this.replicasOf(resource)): Strategy {
    return strategyOf(resource, replicas, hasFeature(this.topology.kubernetes, 'MaxUnavailableStatefulSet'));
  }

  private counted(workload: WorkloadResource): CountedPods {
    const replicas = this.replicasOf(workload);
    const { spec } = this.admit(workload);
    const runs = workload.type === 'CronJob.batch' ? runsAtATime(workload) : 1;
    const peak = (scaleIn(this.index, workload)?.peak ?? eligibleNodes(spec, this.cluster, true)) * runs;
    const { type, unavailable } = this.strategy(workload);
    const rolls = workloadTypes.includes(workload.type) && type === 'rolling' && replicas > 0;
    return {
      workload,
      spec,
      replicas,
      peak,
      surge: rolls ? this.strategy(workload, peak).surge : 0,
      addsFirst: rolls && unavailable === 0,
    };
  }
}

/** Whether pods are bound by other filters than the default scheduler's, or by none. */
function pastFilters(spec: Place): boolean {
  return spec.text('nodeName') !== undefined || (spec.text('schedulerName') ?? 'default-scheduler') !== 'default-scheduler';
}
