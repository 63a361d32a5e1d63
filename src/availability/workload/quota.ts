import { idOf, inWords } from '../../manifests/identity';
import { append } from '../../manifests/multimap';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { bytes } from '../../manifests/quantity';
import { allowedBy, type Counted, countedBy } from '../../manifests/quota';
import { podLimits, podRequests } from '../../manifests/requests';
import { mountedClaims } from './claims';
import { neverRuns, type Obstacle, rolloutStands } from './obstacle';
import { isOrdered } from './ordered';
import { defaultClassOf } from './volume-source';

/** The pods of an object that a quota counts. */
export interface CountedPods {
  readonly workload: WorkloadResource;
  /** As the API server stores it. */
  readonly spec: Place;
  /** At rest, at an autoscaler's most, and the most that a rolling update, or the upgrade of a pool, adds to those. */
  readonly replicas: number;
  readonly peak: number;
  readonly surge: number;
  /** The most that are lost at a time, and made again elsewhere. */
  readonly lost: number;
  /** Whether a rolling update adds a pod before it takes one away. */
  readonly addsFirst: boolean;
}

/** A name that a quota limits. */
interface Limit {
  readonly quota: KubernetesObject;
  readonly name: string;
  /** What the name counts; undefined where that is not known. */
  readonly counted?: Counted;
  /** How much of it there may be; undefined where that is not known. */
  readonly most?: number;
}

type KnownLimit = Required<Limit>;

/** What makes pods that end by themselves. */
const mayEnd = new Set(['Job.batch', 'CronJob.batch', 'Pod']);

/** What the quotas of the namespaces leave to the pods of each workload. */
export class Quotas {
  private readonly quotas = new Map<string, KubernetesObject[]>();
  private readonly pods = new Map<string, CountedPods[]>();
  private readonly totals = new Map<string, number>();
  private readonly limits = new Map<string, readonly Limit[]>();
  private readonly index: ObjectIndex;

  constructor(index: ObjectIndex, pods: readonly CountedPods[]) {
    this.index = index;
    for (const quota of index.ofType('ResourceQuota')) append(this.quotas, quota.namespace, quota);
    if (this.quotas.size > 0) for (const each of pods) append(this.pods, each.workload.namespace, each);
  }

  /** What keeps the quotas from letting all pods be created, a surge included. */
  obstaclesFor(pods: CountedPods): readonly Obstacle[] {
    return this.limitsOf(pods).flatMap((limit) => {
      const { quota, name, counted } = limit;
      // Which pods such a quota counts isn't read, and the answer says so.
      if (['scopes', 'scopeSelector'].some((field) => quota.root.at('spec', field).isThere)) return [];
      const forgotten = counted && omitted(name, pods.spec);
      if (forgotten && pods.replicas > 0) {
        const because = `its pods are never created: ${inWords(quota)} counts ${name}, and container ${forgotten} states none`;
        return [neverRuns(idOf(quota), because)];
      }
      return isKnown(limit) ? this.shortage(limit, pods) : [];
    });
  }

  /**
   * Whether the quotas have room for the replacements of all pods that are lost at a time, beside as many as there are at the most. A lost pod keeps its share until its node
   * is back or its grace period is seen to be over, and the first replacement that finds none waits as long.
   *
   * Source: k8s.io/kubernetes v1.36.3, pkg/quota/v1/evaluator/core/pods.go, QuotaV1Pod; kube-controller-manager, `--resource-quota-sync-period`, 5 minutes by default.
   */
  leaveRoomFor(pods: CountedPods): boolean {
    return this.limitsOf(pods)
      .filter(isKnown)
      .every(({ quota, name, counted, most }) => {
        const each = this.amountOf(counted, pods);
        const replacements = Math.max(each, this.total(quota.namespace, name, counted, 'lost'));
        return each === 0 || this.total(quota.namespace, name, counted, 'peak') + replacements <= most;
      });
  }

  /** The names that a quota counts and that may keep pods away in a way that isn't modelled, as sentences. */
  unknownFor(pods: CountedPods): readonly string[] {
    return [...this.unreadFor(pods), ...this.mountedFor(pods), ...this.unclassedFor(pods)];
  }

  private unreadFor(pods: CountedPods): readonly string[] {
    return this.limitsOf(pods)
      .filter(
        ({ quota, name, counted, most }) => counted === undefined || most === undefined || (name === 'count/pods' && this.hasEnding(quota)),
      )
      .map(({ quota, name }) => `field spec.hard[${name}] of ${idOf(quota)} is not modelled`);
  }

  /** Objects that pods mount or name, of which the namespace has more than the quota allows; there may be others that the manifests don't hold. */
  private mountedFor(pods: CountedPods): readonly string[] {
    return this.limitsOf(pods).flatMap(({ quota, name, counted, most }) => {
      if (counted?.of !== 'mounted' || most === undefined) return [];
      const held = this.index.ofType(counted.type).filter(({ namespace }) => namespace === quota.namespace).length + counted.made;
      return held > most ? [`${inWords(quota)} allows ${most} of ${name}, and there are ${held}: its pods may lack one`] : [];
    });
  }

  /** Claims that name no class get the default one, which the manifests may lack. */
  private unclassedFor(pods: CountedPods): readonly string[] {
    const isUnclassed = mountedClaims(pods.workload, this.index).some(
      ({ held, spec }) => held !== 'shared' && !spec?.at('storageClassName').isThere,
    );
    if (!isUnclassed || defaultClassOf(this.index) !== undefined) return [];
    return this.limitsOf(pods).flatMap(({ quota, name, counted }) =>
      (counted?.of === 'claims' || counted?.of === 'storage') && counted.storageClass !== undefined
        ? [`${inWords(quota)} counts ${name}, and whether that is the default class is not known`]
        : [],
    );
  }

  /** Pods that have ended stay objects until somebody deletes them. */
  private hasEnding({ namespace }: KubernetesObject): boolean {
    return (this.pods.get(namespace) ?? []).some(({ workload }) => mayEnd.has(workload.type));
  }

  private limitsOf({ workload: { namespace } }: CountedPods): readonly Limit[] {
    const limits = this.limits.get(namespace) ?? (this.quotas.get(namespace) ?? []).flatMap(limitsIn);
    this.limits.set(namespace, limits);
    return limits;
  }

  private shortage(limit: KnownLimit, own: CountedPods): readonly Obstacle[] {
    const { quota, name, counted, most } = limit;
    if (counted.of === 'objects') return this.tooMany(limit, counted.type, own);
    const each = this.amountOf(counted, own);
    if (each === 0) return this.sharedRefused(limit, own);
    const told = allowed(limit);
    const object = idOf(quota);
    if (own.replicas * each > most) return [neverRuns(object, `some of its ${own.replicas} pods are never created: ${told}`)];
    const atRest = this.total(quota.namespace, name, counted, 'replicas');
    // Pods that end give their share back, so they alone never keep another away for good.
    const lasting = this.total(quota.namespace, name, counted, 'lasting');
    if (atRest > most)
      return [neverRuns(object, `some of its pods may never be created: ${told}, and all pods of the namespace take more`, false)];
    const atPeak = this.total(quota.namespace, name, counted, 'peak');
    if (atPeak > most) return [neverRuns(object, `pods that autoscalers ask for may take the place of its own: ${told}`, false)];
    const isOfClaims = counted.of === 'claims' || counted.of === 'storage';
    const never = isOfClaims ? 'never gets its volume' : 'is never created';
    const because = `the pod that a rolling update adds ${never}: ${told}, the pods at rest take it up, and maxUnavailable is 0`;
    const added = own.addsFirst ? each : 0;
    if (atRest + added > most) return [rolloutStands(object, because, lasting + added > most)];
    if (atPeak + added > most) return [rolloutStands(object, because, false)];
    // A pod that another rolling update adds, or a DaemonSet on a node more, keeps its share even where it never finds a node.
    const besides = this.total(quota.namespace, name, counted, 'surge') - own.surge * each;
    if (atPeak + added + besides <= most) return isOfClaims ? this.leftBehind(limit, own, atPeak) : [];
    return [
      neverRuns(object, `pods that other workloads add in rolling updates and pool upgrades may take the place of its own: ${told}`, false),
    ];
  }

  /** A pod on a lost node keeps the claim of its ephemeral volume until the node is back, beside that of its replacement. */
  private leftBehind(limit: KnownLimit, own: CountedPods, atPeak: number): readonly Obstacle[] {
    const { counted, most, quota } = limit;
    if (counted.of !== 'claims' && counted.of !== 'storage') return [];
    const ephemeralOf = ({ workload }: CountedPods) =>
      this.takenBy(
        counted,
        mountedClaims(workload, this.index).flatMap(({ held, spec }) => (held === 'ephemeral' ? [spec] : [])),
      );
    const left = (this.pods.get(quota.namespace) ?? []).reduce((sum, it) => sum + times(it.peak, ephemeralOf(it)), 0);
    if (ephemeralOf(own) === 0 || atPeak + left <= most) return [];
    const because = `the replacements of lost pods may never get their volumes: ${allowed(limit)}, and those of the lost ones stay`;
    return [neverRuns(idOf(quota), because, false)];
  }

  private tooMany({ quota, name, most }: KnownLimit, type: string, own: CountedPods): readonly Obstacle[] {
    const objects = (this.pods.get(quota.namespace) ?? []).filter(({ workload }) => workload.type === type);
    if (own.workload.type !== type || objects.length <= most) return [];
    const told = `${inWords(quota)} allows ${most} of ${name}, and there are ${objects.length}`;
    return [neverRuns(idOf(quota), `it ${most === 0 ? 'is never' : 'may never be'} created: ${told}`, most === 0)];
  }

  /** @param pods `lasting`: those that are surely made, and stay */
  private total(namespace: string, name: string, counted: Counted, pods: 'replicas' | 'lasting' | 'peak' | 'surge' | 'lost'): number {
    const key = `${namespace} ${name} ${pods}`;
    const known = this.totals.get(key);
    if (known !== undefined) return known;
    const own = (it: CountedPods) => (pods === 'lasting' ? lasting(it) : it[pods]);
    const isOfClaims = counted.of === 'claims' || counted.of === 'storage';
    const standing = isOfClaims && pods !== 'surge' && pods !== 'lost' ? this.standing(namespace, counted) : 0;
    const sum = (this.pods.get(namespace) ?? []).reduce((total, it) => total + times(own(it), this.amountOf(counted, it)), standing);
    this.totals.set(key, sum);
    return sum;
  }

  /** What one pod takes of it. */
  private amountOf(counted: Counted, { spec, workload }: CountedPods): number {
    switch (counted.of) {
      case 'pods':
        return 1;
      case 'requests':
        return podRequests(spec)[counted.resource] ?? 0;
      case 'limits':
        return podLimits(spec)[counted.resource];
      case 'claims':
      case 'storage':
        return this.claimsOf(counted, workload);
      case 'objects':
      case 'mounted':
      case 'others':
        return 0;
    }
  }

  /** A claim that its pods share is one of those that the quota refuses, if there are too many. */
  private sharedRefused(limit: KnownLimit, { workload }: CountedPods): readonly Obstacle[] {
    const { quota, name, counted, most } = limit;
    if (counted.of !== 'claims' && counted.of !== 'storage') return [];
    const shares = mountedClaims(workload, this.index).some(({ held, object }) => held === 'shared' && object);
    if (!shares || this.total(quota.namespace, name, counted, 'peak') <= most) return [];
    const because = `the claim that its pods share may never be created: ${allowed(limit)}, and all claims take more`;
    return [neverRuns(idOf(quota), because, false)];
  }

  /** What the claims take that the manifests hold. */
  private standing(namespace: string, counted: Extract<Counted, { readonly of: 'claims' | 'storage' }>): number {
    const claims = this.index.ofType('PersistentVolumeClaim').filter((claim) => claim.namespace === namespace);
    return this.takenBy(
      counted,
      claims.map(({ root }) => root.at('spec')),
    );
  }

  /** What the claims of each pod take; those that stand by themselves are counted once. */
  private claimsOf(counted: Extract<Counted, { readonly of: 'claims' | 'storage' }>, workload: WorkloadResource): number {
    const own = mountedClaims(workload, this.index).filter(({ held }) => held !== 'shared');
    return this.takenBy(
      counted,
      own.map(({ spec }) => spec),
    );
  }

  private takenBy(
    { of, storageClass }: Extract<Counted, { readonly of: 'claims' | 'storage' }>,
    claims: readonly (Place | undefined)[],
  ): number {
    const byDefault = defaultClassOf(this.index);
    const counted = claims.filter((spec) => storageClass === undefined || (spec?.text('storageClassName') ?? byDefault) === storageClass);
    if (of === 'claims') return counted.length;
    return counted.reduce((sum, spec) => sum + (bytes(spec?.at('resources', 'requests', 'storage').value) ?? 0), 0);
  }
}

function limitsIn(quota: KubernetesObject): readonly Limit[] {
  return quota.root.parts('spec', 'hard').map(({ key: name, value }) => {
    const counted = countedBy(name);
    return { quota, name, counted, most: counted && allowedBy(counted, value) };
  });
}

function isKnown(limit: Limit): limit is KnownLimit {
  return limit.counted !== undefined && limit.most !== undefined;
}

/** How much a quota allows, as it is written. */
function allowed({ quota, name }: Limit): string {
  return `${inWords(quota)} allows ${String(quota.root.at('spec', 'hard', name).value)} of ${name}`;
}

/** In order, the next pod of a StatefulSet is only made once the last one is ready. */
function lasting({ workload, replicas }: CountedPods): number {
  if (mayEnd.has(workload.type)) return 0;
  return isOrdered(workload) ? Math.min(1, replicas) : replicas;
}

/** A product that is 0 where one factor is, the other being without end. */
function times(pods: number, amount: number): number {
  return pods === 0 || amount === 0 ? 0 : pods * amount;
}

/**
 * The first container that omits what a quota of processor time or memory wants stated.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/quota/v1/evaluator/core/pods.go, Constraints: not where the pod states resources as a whole.
 */
function omitted(name: string, spec: Place): string | undefined {
  const [, list = 'requests', resource] = /^(?:(requests|limits)\.)?(cpu|memory)$/.exec(name) ?? [];
  if (!resource || ['requests', 'limits'].some((it) => spec.at('resources', it).parts().length > 0)) return undefined;
  const states = (container: Place) =>
    container.at('resources', list, resource).isThere || (list === 'requests' && container.at('resources', 'limits', resource).isThere);
  const silent = [...spec.items('initContainers'), ...spec.items('containers')].find((container) => !states(container));
  return silent && (silent.text('name') ?? 'without a name');
}
