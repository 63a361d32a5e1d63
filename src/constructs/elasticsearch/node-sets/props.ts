import type { Size } from 'cdk8s';
import type { Accept } from '../../../manifests/annotations';
import type { Resources } from '../../parts/resources';
import type { PodOptions } from '../pod-options';
import type { ElasticsearchOptions } from '../props';
import type { NodeRole } from '../roles';

/** A set of equal nodes: a StatefulSet with a budget of its own. */
export interface NodeSet extends PodOptions {
  /**
   * What its nodes do. Exactly one set elects the master; each tier of data belongs to one set. An empty list is for nodes that only coordinate requests.
   *
   * @see https://www.elastic.co/docs/deploy-manage/distributed-architecture/clusters-nodes-shards/node-roles
   */
  readonly roles: readonly NodeRole[];

  /** The number of its nodes: 3, 5 or 7 masters, and two or more of any other set. */
  readonly count: number;

  /**
   * The size of each node's volume, required of masters and data. It can grow later, but not shrink.
   *
   * @default none: nodes without votes and shards lose nothing with their pod
   */
  readonly storage?: Size;

  /**
   * The StorageClass of its volumes, such as one with slower disks for cold data.
   *
   * @default that of the cluster
   */
  readonly storageClassName?: string;

  /**
   * The resources that each node requests.
   *
   * @default 500m CPU, 2 GiB
   */
  readonly resources?: Resources;

  /**
   * The Java heap of each node, at most half of its memory.
   *
   * @default derived by Elasticsearch from the memory and the roles of a node
   */
  readonly heap?: Size;

  /**
   * The number of replica shards for each primary on the nodes of its tiers. Elasticsearch reads it from each index; here it tells the proof what to assume.
   *
   * @default 1
   */
  readonly indexReplicas?: number;

  /**
   * The number of its nodes that carry the full load.
   *
   * @default masters: a majority; data: those that are left when a zone is lost, or a node if there is one zone; others: 1
   */
  readonly needed?: number;

  /**
   * The zones that its nodes are confined to. All sets with data have the same ones.
   *
   * @default all
   */
  readonly zones?: readonly string[];

  /**
   * Of masters alone: the zone whose master votes and is never elected, a tie-breaker between two halls. It needs little of everything but a reliable disk.
   *
   * @default none
   */
  readonly votingOnlyZone?: string;

  /**
   * Whether clients are served without it, with results that lack its data: a cold tier, for example. The loss of the whole set is then no loss of the service.
   *
   * @default false for data and ingest; true for other sets that serve no clients
   */
  readonly optional?: boolean;

  /**
   * A change of its `count` that requires manual steps: see docs/elasticsearch-size.md. The reason is valid for one change.
   *
   * @default none: such a change is refused
   */
  readonly resize?: Accept<'fewer-masters'>;
}

/** The props of a cluster with several sets of nodes. */
export interface ElasticsearchNodeSetsProps<Name extends string = string, LoginName extends string = string>
  extends Omit<
    ElasticsearchOptions<LoginName>,
    'storage' | 'resources' | 'heap' | 'indexReplicas' | 'resize' | 'extraRoles' | keyof PodOptions
  > {
  /** Its sets of nodes by name. A name is part of the names of pods and volumes, and can't change later. */
  readonly sets: Readonly<Record<Name, NodeSet>>;

  /**
   * The set that clients connect to.
   *
   * @default the nodes that only coordinate, else those that ingest, else those with the content or all data
   */
  readonly clients?: Name;
}
