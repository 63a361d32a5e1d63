import { acceptAnnotationName, annotation, type Risk, reasonFor, risks } from '../manifests/annotations';
import type { AcceptedDiagnostic } from '../manifests/diagnostic';
import type { KubernetesObject } from '../manifests/object';
import type { ObjectIndex } from '../manifests/object-index';
import { bytes } from '../manifests/quantity';
import { podRequests } from '../manifests/requests';
import { scaleOf } from '../manifests/scale';
import { locationOf } from './location';
import type { RuleDescription } from './rule';

/** A risk that constructs take only with a reason. It is reported as accepted and is not a finding: without a reason the construct rejects it. */
interface TakenRisk extends RuleDescription {
  readonly id: Risk;

  /** The message where the risk is taken; undefined if another rule reports it. */
  readonly message?: string;

  /** Whether an object that accepts the risk also takes it. */
  readonly isTaken: (object: KubernetesObject, index: ObjectIndex) => boolean;
}

/** The least memory of an Elasticsearch node that constructs take without a reason. */
const SAFE_MEMORY = bytes('2Gi') ?? 0;

const described: { readonly [R in Risk]: TakenRisk & { readonly id: R } } = {
  'fewer-masters': {
    id: 'fewer-masters',
    severity: 'warning',
    title: 'Elasticsearch masters are never removed',
    why: 'Removing a master loses every shard that has no copy on another node.',
    fix: 'Move the data off the nodes first: see "Fewer nodes" in docs/elasticsearch-size.md.',
    message: 'masters were removed, and shards without a copy elsewhere are lost',
    isTaken: isElasticsearch,
  },
  'larger-zone': {
    id: 'larger-zone',
    severity: 'warning',
    title: 'A majority of masters survives the loss of any zone',
    why: 'Of two zones one holds two of three masters. When it is lost, no master is elected, and the cluster refuses writes and most reads until it is back.',
    fix: 'Run a master in a third zone.',
    message: 'the cluster stops when the zone with most of its masters is lost',
    isTaken: isElasticsearch,
  },
  'no-backup': {
    id: 'no-backup',
    severity: 'warning',
    title: 'The data of Elasticsearch has snapshots',
    why: 'Replicas are no backup: what a person or a program deletes is deleted on all of them, and a cluster that loses all volumes starts empty.',
    fix: 'Declare `snapshots`: docs/elasticsearch-snapshots.md.',
    message: 'the data has no snapshots',
    isTaken: isElasticsearch,
  },
  'no-security': {
    id: 'no-security',
    severity: 'warning',
    title: 'Elasticsearch requires TLS and authentication',
    why: 'Anyone who can reach the port can read and delete every index.',
    fix: 'Omit `security`: cert-manager then issues the certificates.',
    message: 'Elasticsearch runs without TLS and authentication',
    isTaken: isElasticsearch,
  },
  'privileged-init-container': {
    id: 'privileged-init-container',
    severity: 'warning',
    title: 'No init container is privileged',
    why: 'A privileged container has root access to its node.',
    fix: "Set `vm.max_map_count` on the nodes and write `mmap: 'prepared-nodes'`, or write `mmap: 'off'`.",
    message: 'an init container is privileged',
    isTaken: ({ pod }) => pod?.spec.items('initContainers').some((it) => it.at('securityContext', 'privileged').value === true) ?? false,
  },
  'restart-by-hand': {
    id: 'restart-by-hand',
    severity: 'warning',
    title: 'Elasticsearch masters join without a manual restart',
    why: 'A single master runs as a single-node cluster: no other node can join until it is restarted.',
    fix: 'Start with 3 masters.',
    message: 'more masters can join only after the first one is restarted by hand',
    isTaken: isElasticsearch,
  },
  'single-replica': {
    id: 'single-replica',
    severity: 'warning',
    title: 'A workload has more than one replica',
    why: 'If its only pod or its node fails, the workload is down. Accepting this risk also accepts `availability` for a workload without a target.',
    fix: 'Run at least two replicas.',
    isTaken: () => false,
  },
  'small-memory': {
    id: 'small-memory',
    severity: 'warning',
    title: 'An Elasticsearch node has 2 GiB of memory or more',
    why: 'Java needs memory outside of the heap, for requests, shards, and merges. A node with less than 2 GiB is killed when that grows, and recovers its shards again.',
    fix: 'Request 2 GiB of memory or more.',
    message: 'a node has less than 2 GiB of memory',
    isTaken: (object) => isElasticsearch(object) && object.pod !== undefined && podRequests(object.pod.spec).memory < SAFE_MEMORY,
  },
  'uneven-spread': {
    id: 'uneven-spread',
    severity: 'warning',
    title: 'An autoscaler leaves the pods needed outside of each zone',
    why: 'Scaling down ignores topology spread constraints, so many of the remaining pods may be in one zone. Accepting this risk also accepts the loss of a zone for a workload without a target.',
    fix: "Run more `replicas`, or write `scaleDown: 'never'`.",
    message: 'the autoscaler may scale down to too few pods outside of one zone',
    isTaken: (object, index) => {
      const scale = scaleOf(object, index.autoscalersOf(object));
      return scale !== undefined && scale.maximum > scale.replicas;
    },
  },
};

/** Every risk, sorted by name. */
export const takenRisks: readonly TakenRisk[] = risks.map((risk) => described[risk]);

/** The risks that an object takes with a reason. */
export function risksTaken(object: KubernetesObject, index: ObjectIndex): readonly AcceptedDiagnostic[] {
  return takenRisks.flatMap(({ id, severity, fix, message, isTaken }) => {
    const because = reasonFor(id, object.annotations);
    if (message === undefined || because === undefined || !isTaken(object, index)) return [];
    const place = locationOf(object, ['metadata', 'annotations', acceptAnnotationName(id)]);
    return [{ severity, rule: id, place, message, fix, because }];
  });
}

function isElasticsearch({ annotations }: KubernetesObject): boolean {
  return annotations.has(annotation.elasticsearchRoles);
}
