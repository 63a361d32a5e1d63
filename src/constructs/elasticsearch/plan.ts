import type { k8s } from 'cdk8s-plus-27';
import type { Identity } from '../parts/labels';
import type { Resources } from '../parts/resources';
import type { ElasticsearchProps } from './props';
import type { ClusterSecrets } from './security';

/** A set of equal nodes: a StatefulSet. A cluster has one, or several with roles of their own. */
interface PlannedSet {
  /** Its names, selector and labels; those of the cluster if it has one set. */
  readonly identity: Identity;
  readonly count: number;

  /** The roles of its nodes; none for nodes that only coordinate requests. */
  readonly roles: readonly string[];

  /** The pods that must be ready. */
  readonly needed: number;

  /** Whether its nodes have volumes. Nodes without shards and votes lose nothing with their pod. */
  readonly hasVolumes: boolean;

  /** The sets that it can't do without, as `StatefulSet/name`. */
  readonly dependsOn: readonly string[];

  /** The zones that its pods are confined to, empty for all. */
  readonly zones: readonly string[];

  /** The zone whose masters vote and are never elected. */
  readonly votingOnlyZone?: string;
}

/** A cluster as it will be, with one of its sets of nodes: the validated props with all defaults. */
export interface Plan {
  /** The names, selector and labels of what all sets share. */
  readonly identity: Identity;
  readonly namespace: string;
  readonly props: ElasticsearchProps;
  /** The number of master-eligible nodes. */
  readonly masters: number;

  /** The names of the masters, which bootstrap the cluster, in every set; empty in a set without masters. */
  readonly initialMasters: readonly string[];

  /** The headless Service of the masters. */
  readonly discovery: string;

  /** The pod labels of all sets: what their policies select. */
  readonly nodes: k8s.LabelSelector;

  /** The set that serves clients. */
  readonly serving: Identity;

  readonly set: PlannedSet;
  readonly resources: Resources;
  readonly indexReplicas: number;

  /** Whether a lost zone's copies wait for it. */
  readonly forcesZones: boolean;

  /** The zones to spread over, empty if the platform has only one or its nodes have no zone label. */
  readonly zones: readonly string[];

  /** Undefined if the cluster is unsecured. */
  readonly secrets?: ClusterSecrets;
}
