import { type Cluster, hostnameLabel, zoneLabel } from '../../cluster/cluster';
import { annotation } from '../../manifests/annotations';
import { podsNeeded } from '../../manifests/needed';
import type { Strategy } from '../../manifests/strategy';
import { type Predicate, quorumTolerance } from '../workload/predicate';
import type { SpreadConstraint } from '../workload/spread';
import type { Workload } from '../workload/workload';
import { type Patch, patches } from './patch';

/** A change to one workload's manifests, in words and in effect. */
export interface Edit {
  readonly change: string;
  readonly apply: (workload: Workload) => Workload;
  /** The same to its manifests; undefined where they don't say it. */
  readonly patch?: Patch;
  /** Of edits that share it, the first is enough. */
  readonly group?: string;
  /** Edits that share it do more of the same, the cheapest first: where one is enough, the next one is not proposed. */
  readonly scale?: string;
}

/** The changes that could help a workload, cheapest first: those of one line before those that need another object, pods or money. */
export function editsFor(workload: Workload, predicate: Predicate, cluster: Cluster): readonly Edit[] {
  return [
    ...need(workload),
    ...selectors(workload),
    ...revisions(workload),
    ...skews(workload),
    ...labels(workload, cluster),
    ...strategy(workload),
    ...budget(workload, predicate),
    ...spreads(workload, cluster),
    ...awareness(workload),
    ...volumes(workload),
    ...toleration(workload),
    ...copies(workload, predicate),
    ...replicas(workload, predicate),
  ];
}

function change(text: string, patch: Patch | undefined, fields: (workload: Workload) => Partial<Workload>): Edit {
  return { change: text, patch, apply: (workload) => ({ ...workload, ...fields(workload) }) };
}

function selectors(workload: Workload): readonly Edit[] {
  if (workload.spreads.every((spread) => spread.selectsItself)) return [];
  const apply = (it: Workload) => ({ spreads: it.spreads.map((spread) => ({ ...spread, selectsItself: true })) });
  return [change('give the spread constraint the labels of its own pods as labelSelector', patches.selectOwnPods, apply)];
}

function revisions(workload: Workload): readonly Edit[] {
  if (workload.kind !== 'Deployment' || workload.spreads.length === 0 || workload.spreads.every((spread) => spread.perRevision)) return [];
  const apply = (it: Workload) => ({ spreads: it.spreads.map((spread) => ({ ...spread, perRevision: true })) });
  return [change('add matchLabelKeys: [pod-template-hash]', patches.countRevisions, apply)];
}

function skews(workload: Workload): readonly Edit[] {
  if (workload.spreads.every(({ maxSkew }) => maxSkew === 1)) return [];
  const apply = (it: Workload) => ({ spreads: it.spreads.map((spread) => ({ ...spread, maxSkew: 1 })) });
  return [change('set maxSkew: 1 in its required spread', patches.evenSpread, apply)];
}

function labels(workload: Workload, cluster: Cluster): readonly Edit[] {
  const absent = (spread: SpreadConstraint) => spread.key !== hostnameLabel && !cluster.cells.some((cell) => cell.labels.has(spread.key));
  const bad = workload.spreads.find(absent);
  if (!bad) return [];
  return [
    change(`remove the required spread over ${bad.key}, a label that no node has`, patches.removeSpread(bad.key), (it) => ({
      spreads: it.spreads.filter((spread) => !absent(spread)),
    })),
  ];
}

function strategy(workload: Workload): readonly Edit[] {
  if (workload.kind !== 'Deployment' || (workload.strategy.type === 'rolling' && workload.strategy.unavailable === 0)) return [];
  const what = workload.strategy.type === 'recreate' ? 'use strategy RollingUpdate with' : 'set';
  const surging: Strategy = { type: 'rolling', surge: 1, unavailable: 0 };
  return [change(`${what} maxUnavailable: 0 and maxSurge: 1`, patches.surge, () => ({ strategy: surging, strategyAt: () => surging }))];
}

function budget(workload: Workload, predicate: Predicate): readonly Edit[] {
  // A single pod is spared by none, and two are as soon as another is added.
  if (workload.kind === 'DaemonSet' || (predicate.tolerated < 1 && !mayRunMore(workload))) return [];
  const [first, second] = workload.budgets;
  const one = (object: string) => () => ({
    budgets: [{ object, allowed: 1, allowedAt: (pods: number) => Math.min(1, pods), others: [], othersKey: '' }],
  });
  if (!first) return [change('add a PodDisruptionBudget with maxUnavailable: 1', patches.oneUnavailable, one('PodDisruptionBudget'))];
  if (second) return [change(`keep one of its budgets, with maxUnavailable: 1`, patches.oneUnavailable, one(first.object))];
  return first.allowed === 1 ? [] : [change(`set maxUnavailable: 1 in ${first.object}`, patches.oneUnavailable, one(first.object))];
}

function spreads(workload: Workload, cluster: Cluster): readonly Edit[] {
  const perRevision = workload.kind === 'Deployment';
  const add = (key: string, what: string): Edit[] => {
    if (
      workload.kind === 'DaemonSet' ||
      workload.spreads.some((spread) => spread.key === key) ||
      workload.exclusions.some((it) => it.key === key)
    )
      return [];
    const keys = perRevision ? ' and matchLabelKeys: [pod-template-hash]' : '';
    return [
      change(`add a required spread over ${what} (${key}) with maxSkew: 1${keys}`, patches.addSpread(key, perRevision), (it) => ({
        spreads: [...it.spreads, required(key, perRevision)],
      })),
    ];
  };
  const zones = cluster.zones.length > 1 && cluster.cells.every((cell) => cell.labels.has(zoneLabel));
  return [...(zones ? add(zoneLabel, 'zones') : []), ...add(hostnameLabel, 'nodes')];
}

function required(key: string, perRevision: boolean): SpreadConstraint {
  const rest = {
    minDomains: 1,
    honorsAffinity: true,
    honorsTaints: false,
    selector: undefined,
    selectsItself: true,
    countsOthers: false,
    pointer: '',
  };
  return { key, maxSkew: 1, perRevision, ...rest };
}

function awareness(workload: Workload): readonly Edit[] {
  const facts = workload.declared.elasticsearch;
  if (!facts || facts.awareness?.includes('zone')) return [];
  const elasticsearch = { ...facts, awareness: [...(facts.awareness ?? []), 'zone'] };
  return [
    change(
      'make Elasticsearch aware of zones (cluster.routing.allocation.awareness.attributes)',
      patches.awareness(elasticsearch.awareness),
      (it) => ({
        declared: { ...it.declared, elasticsearch },
      }),
    ),
  ];
}

function volumes(workload: Workload): readonly Edit[] {
  if (workload.storage.pins === 'free' || workload.storage.binding !== 'Immediate') return [];
  return [
    change('use a StorageClass with volumeBindingMode: WaitForFirstConsumer', undefined, (it) => ({
      storage: { ...it.storage, binding: 'WaitForFirstConsumer' },
    })),
  ];
}

/** Seconds for which a pod that moves is worth waiting for its node. */
const shortToleration = 30;

/** The words of the change after which a pod leaves a lost node sooner. */
export const leaveSooner = `tolerate node.kubernetes.io/unreachable and not-ready for ${shortToleration} seconds only`;

/** Whether a pod waits longer for a lost node than it has to. Source of the default: DefaultTolerationSeconds of the API server. */
export function toleratesLong({ toleration = 300 }: Workload): boolean {
  return toleration > shortToleration;
}

function toleration(workload: Workload): readonly Edit[] {
  if (workload.kind !== 'Deployment' || !toleratesLong(workload)) return [];
  return [change(leaveSooner, patches.tolerate, () => ({ toleration: shortToleration }))];
}

/** A copy more of each shard, as long as a node is left for it: two copies of one shard never share a node. */
function copies(workload: Workload, predicate: Predicate): readonly Edit[] {
  const facts = workload.declared.elasticsearch;
  if (!facts || !predicate.shards || predicate.shards.copies >= workload.replicas) return [];
  const elasticsearch = { ...facts, indexReplicas: predicate.shards.copies };
  return [
    change(`keep ${predicate.shards.copies} replicas of each index`, patches.indexReplicas(predicate.shards.copies), (it) => ({
      declared: { ...it.declared, elasticsearch },
    })),
  ];
}

function replicas(workload: Workload, predicate: Predicate): readonly Edit[] {
  if (!mayRunMore(workload)) return [];
  const enough = (count: number) =>
    !workload.declared.elasticsearch?.roles.includes('master') || quorumTolerance(count) > quorumTolerance(workload.replicas);
  const more = [1, 2, 3].map((extra) => Math.max(workload.replicas, predicate.needed - 1) + extra).filter(enough);
  return more.slice(0, 2).map((count) => ({
    scale: 'replicas',
    ...change(
      scaled(workload) ? `let its autoscaler keep ${count} replicas (minReplicas)` : `run ${count} replicas`,
      patches.replicas(count),
      (it) => ({
        replicas: count,
        maximum: Math.max(it.maximum, count),
        peak: Math.max(it.peak, count),
        strategy: it.strategyAt(count),
        budgets: it.budgets.map((one) => ({ ...one, allowed: one.allowedAt(count) })),
      }),
    ),
  }));
}

/**
 * Pods of a StatefulSet, and of a database in a Deployment, share their state in a way that nobody knows but who declares what it needs: one more may be another
 * database.
 */
export function mayRunMore({ kind, need, storage, keepsOwnData }: Workload): boolean {
  if (kind === 'StatefulSet' || keepsOwnData) return need.source === 'declared';
  return kind === 'Deployment' && storage.pins !== 'node';
}

/** Of a service whose need nobody declares, the most that could be declared: whoever knows it may say so. */
function need(workload: Workload): readonly Edit[] {
  if (workload.need.source !== 'unknown' || workload.peak > workload.replicas) return [];
  const least = podsNeeded(workload.need.amount, workload.replicas);
  const amounts = Array.from({ length: Math.max(0, workload.replicas - least) }, (_, index) => workload.replicas - 1 - index);
  return amounts.slice(0, 3).map((amount) => {
    const apply = (it: Workload) => ({ need: { ...it.need, amount, source: 'declared' as const } });
    const pods = `${amount} of its ${workload.replicas} pods`;
    return { ...change(`declare ${annotation.needed}: ${amount}, if ${pods} are enough`, patches.need(amount), apply), group: 'need' };
  });
}

function scaled(workload: Workload): boolean {
  return workload.maximum > workload.replicas;
}
