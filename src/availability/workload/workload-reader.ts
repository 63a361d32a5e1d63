import { type Cluster, mostNodes } from '../../cluster/cluster';
import { hasFeature } from '../../cluster/features';
import type { Topology } from '../../cluster/topology';
import { keepsOwnData } from '../../manifests/data-images';
import { memoized } from '../../manifests/memoized';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { podRequests } from '../../manifests/requests';
import { type Scale, scaleOf } from '../../manifests/scale';
import { type Strategy, strategyOf } from '../../manifests/strategy';
import { Admission, type Admitted } from './admission';
import { announcedAdditions, announcedChanges } from './announced-changes';
import { approximation, countedAlso } from './approximation';
import { autoscalerDoubts } from './autoscalers';
import { budgetsOf } from './budget';
import { changedByOthers } from './changed-by-others';
import { claimDoubts } from './claim-doubts';
import { openToClosedNodes } from './closed-nodes';
import { definedTwice } from './copies';
import { growingDomains } from './counted-nodes';
import { runsAtATime } from './cron';
import { type Declared, declaredFor, withInferred } from './declared';
import { maybeMissing } from './delivery';
import { devicesOfClasses, missingDevices } from './devices';
import { Doubts } from './doubts';
import { eligibleNodes } from './eligible-nodes';
import { exclusions } from './exclusion';
import { expendable } from './expendable';
import { nameObstacles } from './generated-names';
import { hostPortsOf, untoldHostPorts } from './host-port';
import { interventions } from './interventions';
import { lingering } from './lingering';
import { lostAtOnce } from './lost-at-once';
import { NamedObjects } from './named-objects';
import { needOf } from './need';
import { neverReady } from './never-ready';
import { nodeSelection, pastFilters } from './node-selection';
import type { Obstacle } from './obstacle';
import { isOrdered, slowStart } from './ordered';
import { daemonObstacles, fieldsOfLaterVersions } from './pod-obstacles';
import { podSecurityObstacles } from './pod-security';
import { type Priority, priorityDoubts, priorityOf } from './priority';
import { type CountedPods, Quotas } from './quota';
import { gateDoubts } from './readiness-gates';
import { refused } from './refused';
import { replacedAtOnce } from './replacement';
import { repulsions, repulsionsOf } from './repulsion';
import { scaledUnknown } from './scaled-unknown';
import { sharedClaimObstacles } from './shared-claims';
import { spreadConstraints } from './spread';
import { leastStart, slowToStart } from './start';
import { storageOf } from './storage';
import { Surroundings } from './surroundings';
import { lossToleration } from './tolerations';
import { besideUnknownPods } from './unknown-pods';
import { unknownRollout } from './unknown-rollout';
import { UnmodelledFields } from './unmodelled';
import { unmodelledAnnotations } from './unmodelled-annotations';
import { unserved } from './unserved';
import { relabelledNodes, untoldLabels, untoldSystems } from './untold-nodes';
import { volumeModeObstacles } from './volume-modes';
import type { PlacementRules } from './workload';
import { type Workload, workloadTypes } from './workload';

/** A DaemonSet's pods follow from the nodes. */
const none: Scale = { replicas: 0, maximum: 0, peak: 0, onlyGrows: false };

/** A workload while it is read: what several questions begin with. */
interface Reading {
  readonly resource: WorkloadResource;
  readonly spec: Place;
  readonly rules: PlacementRules;
  readonly counted: CountedPods;
  /** What its annotations and the topology say. */
  readonly stated: Declared;
  readonly priority: Priority;
  /** The objects that can change where or whether its pods run. */
  readonly around: readonly KubernetesObject[];
}

/** Reads workloads together with all that the manifests say around them. */
export class WorkloadReader {
  private readonly admission: Admission;
  private readonly surroundings: Surroundings;
  private readonly fields: UnmodelledFields;
  private readonly quotas: Quotas;
  private readonly named: NamedObjects;
  private readonly doubts: Doubts;
  private readonly admitted = new Map<WorkloadResource, Admitted>();
  private readonly replicas = new Map<WorkloadResource, number>();
  private readonly strategies = new Map<WorkloadResource, Workload['strategyAt']>();
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
    this.named = new NamedObjects(index, topology);
    this.doubts = new Doubts(index, cluster, topology);
    const makers = index.ofType('ResourceQuota').length > 0 ? index.objects.flatMap((object) => index.workload(object) ?? []) : [];
    this.quotas = new Quotas(
      index,
      makers.map((it) => this.counted(it)),
    );
  }

  workload(resource: WorkloadResource): Workload {
    const { index, cluster } = this;
    const { type, kind, namespace, name, pod } = resource;
    const { spec, ...admitted } = this.admit(resource);
    const scale = this.scaleOf(resource) ?? none;
    const stated = declaredFor(resource, this.topology);
    const declared = withInferred(stated, resource, index);
    const rules = this.rulesOf(resource, spec);
    const counted = this.counted(resource);
    const priority = priorityOf(spec, index);
    const around = this.surroundings.of(resource);
    const reading = { resource, spec, rules, counted, stated, priority, around };
    const storage = storageOf(resource, index, cluster, scale.maximum);
    const doubts = this.doubts.of(resource);
    const others = interventions(resource, index, this.topology.kubernetes);
    const changes = others.filter(({ changes }) => changes);
    const twice = definedTwice(resource, around, index);
    const unbounded = [
      ...admitted.unknown,
      ...twice.flatMap(({ because, mayBeReplaced }) => (mayBeReplaced ? [because] : [])),
      ...maybeMissing(resource, index, around),
      ...changedByOthers(resource, index, this.topology),
      ...changes.map(({ because }) => because),
    ];
    const additions = announcedAdditions(resource, index);
    const moreRoom = [...additions, ...lingering(resource, spec)];
    const refusals = others.filter((it) => !changes.includes(it)).map(({ because }) => because);
    const said = new Set([...twice.map(({ because }) => because), ...unbounded]);
    const unread = [...this.unknownOf(reading), ...doubts, ...said, ...additions, ...refusals, ...storage.unknown];
    const unmodelled = [...new Set([...unread, ...moreRoom])];
    return {
      kind,
      namespace,
      name,
      ...scale,
      labels: pod.labels,
      strategy: this.strategy(resource),
      strategyAt: this.strategiesOf(resource),
      ...rules,
      priority,
      bypasses: doubts.length > 0 || rules.selection.namesNodes || pastFilters(spec),
      requests: podRequests(spec),
      storage,
      toleration: type === 'DaemonSet.apps' ? Number.POSITIVE_INFINITY : lossToleration(spec, 'unreachable'),
      notReadyToleration: lossToleration(spec, 'not-ready'),
      replacedAtOnce: replacedAtOnce(type, spec),
      startsIn: leastStart(spec),
      ordered: isOrdered(resource),
      budgets: budgetsOf(resource, index, (it) => this.replicasOf(it)),
      declared,
      keepsOwnData: spec.items('containers').some((container) => keepsOwnData(container.text('image') ?? '')),
      need: needOf(resource, declared, scale, index),
      approximate: approximation(resource, spec, rules) ?? unmodelled[0],
      unmodelled,
      isWhollyRead: unread.length === 0 && !pastFilters(spec),
      unbounded,
      moreRoom,
      replacementsWait: !this.quotas.leaveRoomFor(counted),
      obstacles: [...admitted.obstacles, ...this.obstaclesOf(reading)],
    };
  }

  /** Where its pods may stand. */
  private rulesOf(resource: WorkloadResource, spec: Place): PlacementRules {
    const { type, namespace, pod } = resource;
    const spreads = spreadConstraints(type, spec, pod.labels);
    const ports = hostPortsOf(spec, this.topology.kubernetes);
    return {
      selection: nodeSelection(spec),
      tolerations: spec.items('tolerations'),
      spreads: spreads.map((spread) => ({ ...spread, countsAlso: countedAlso(resource, spread, this.index) })),
      exclusions: exclusions(type, namespace, spec, pod.labels),
      hostPorts: ports.length > 0,
      ports,
      repulsions: repulsions(resource, this.index),
    };
  }

  /** What its manifests say beyond the model, as sentences. */
  private unknownOf({ resource, spec, rules, counted, stated, priority, around }: Reading): readonly string[] {
    const { index, cluster, topology } = this;
    const { selection, spreads, exclusions, repulsions } = rules;
    const placing = [...spreads, ...exclusions, ...repulsions, ...repulsionsOf(resource, index)];
    return [
      ...this.fields.of(around),
      ...unserved(around, topology.kubernetes),
      ...this.quotas.unknownFor(counted),
      ...unknownRollout(resource, this.replicasOf(resource), [...spreads, ...exclusions], topology),
      ...this.named.unknownFor(resource),
      ...priorityDoubts(resource.pod.spec, index),
      ...expendable(resource, priority, spec, cluster),
      ...claimDoubts(resource, index, cluster),
      ...besideUnknownPods(resource, index, topology),
      ...unmodelledAnnotations(resource, index),
      ...announcedChanges(resource, index, around),
      ...autoscalerDoubts(index, resource),
      ...scaledUnknown(resource, spec, this.scaleOf(resource), stated, cluster),
      ...devicesOfClasses(podRequests(spec), index),
      ...untoldLabels(selection, placing, cluster),
      ...relabelledNodes(spec, placing, index),
      ...growingDomains(rules, cluster),
      ...untoldSystems(spec, cluster),
      ...(resource.type === 'DaemonSet.apps' ? [] : openToClosedNodes(spec, replacedAtOnce(resource.type, spec))),
      ...slowStart(resource),
      ...slowToStart(spec),
      ...untoldHostPorts(spec, topology.kubernetes),
      ...neverReady(resource, index),
      ...gateDoubts(resource, index),
    ];
  }

  private obstaclesOf({ resource, spec, counted }: Reading): readonly Obstacle[] {
    const { index, cluster } = this;
    const requests = podRequests(spec);
    const isServed = devicesOfClasses(requests, index).length > 0;
    const extent = {
      replicas: this.replicasOf(resource),
      strategy: this.strategy(resource),
      nodes: eligibleNodes(spec, cluster),
      cluster,
    };
    return [
      ...this.named.obstaclesFor(resource),
      ...(isServed ? [] : missingDevices(resource, requests, cluster)),
      ...this.quotas.obstaclesFor(counted),
      ...sharedClaimObstacles(resource, index, extent),
      ...daemonObstacles(resource, spec, extent.strategy, cluster, this.topology.kubernetes),
      ...fieldsOfLaterVersions(resource, this.topology.kubernetes),
      ...refused(resource, spec, index),
      ...nameObstacles(resource, this.topology.kubernetes),
      ...volumeModeObstacles(resource, spec, index),
      ...podSecurityObstacles(resource, spec, index, this.topology.kubernetes),
    ];
  }

  private admit(resource: WorkloadResource): Admitted {
    const known = this.admitted.get(resource) ?? this.admission.admit(resource);
    this.admitted.set(resource, known);
    return known;
  }

  private scaleOf(resource: WorkloadResource): Scale | undefined {
    return scaleOf(resource, this.index.autoscalersOf(resource));
  }

  /** Every budget asks it of all workloads that it selects, once for each of them. */
  private replicasOf(resource: WorkloadResource): number {
    const known = this.replicas.get(resource) ?? this.scaleOf(resource)?.replicas ?? eligibleNodes(this.admit(resource).spec, this.cluster);
    this.replicas.set(resource, known);
    return known;
  }

  private strategy(resource: WorkloadResource, replicas = this.replicasOf(resource)): Strategy {
    return this.strategiesOf(resource)(replicas);
  }

  private strategiesOf(resource: WorkloadResource): Workload['strategyAt'] {
    const takesMany = hasFeature(this.topology.kubernetes, 'MaxUnavailableStatefulSet');
    const known = this.strategies.get(resource) ?? memoized((replicas) => strategyOf(resource, replicas, takesMany));
    this.strategies.set(resource, known);
    return known;
  }

  /** A DaemonSet's pods on a node that joins before another of its pool is drained: one is replaced at a time. */
  private joins({ type }: WorkloadResource, peak: number): number {
    return type === 'DaemonSet.apps' && mostNodes(this.cluster) > 1 ? Math.min(1, peak) : 0;
  }

  private counted(workload: WorkloadResource): CountedPods {
    const replicas = this.replicasOf(workload);
    const { spec } = this.admit(workload);
    const runs = workload.type === 'CronJob.batch' ? runsAtATime(workload, this.topology.kubernetes) : 1;
    const peak = (this.scaleOf(workload)?.peak ?? eligibleNodes(spec, this.cluster, true)) * runs;
    const { type, unavailable } = this.strategy(workload);
    const isRolledOut = workloadTypes.includes(workload.type) || workload.type === 'Rollout.argoproj.io';
    const rolls = isRolledOut && type === 'rolling' && replicas > 0;
    const surge = Math.max(rolls ? this.strategy(workload, peak).surge : 0, this.joins(workload, peak));
    return {
      workload,
      spec,
      replicas,
      peak,
      surge,
      lost: lostAtOnce(workload, spec, peak + surge, this.cluster),
      addsFirst: rolls && unavailable === 0,
    };
  }
}
