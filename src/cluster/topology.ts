import type { Needed } from '../manifests/needed';

/**
 * A cluster as the model sees it: zones of pools of nodes, how often each fails and how long a repair takes.
 *
 * The same shape is read from a file (`nines check --topology FILE`) and given by a `Platform`; it holds plain JSON data only.
 */
export interface Topology {
  /** The minor version of Kubernetes, such as `1.36`. */
  readonly kubernetes: string;

  /** The failure domains, at least one. A place without zones has one: the data centre. */
  readonly zones: readonly Zone[];

  /**
   * The failure rate of everything together.
   *
   * @default never
   */
  readonly region?: { readonly rate: Rate };

  /**
   * How often a pod crashes by itself.
   *
   * @default never
   */
  readonly pods?: { readonly crash: Rate };

  /**
   * How fast the cluster reacts.
   *
   * @default each time as its own default says
   */
  readonly times?: Times;

  /**
   * What manifests can't say of their services; annotations of the manifests say the same.
   *
   * @default none
   */
  readonly services?: readonly TopologyService[];

  /**
   * What the cluster has beside the manifests, such as `Secret/shop/smtp`, `StorageClass/gp3` or `Service/monitoring/*`: a reference to it is
   * no finding. Where a kind is listed at all, the list is complete for it.
   *
   * @default unknown
   */
  readonly provided?: readonly string[];
}

/** A failure domain. */
export interface Zone {
  /** The value of the label `topology.kubernetes.io/zone`. */
  readonly name: string;

  /**
   * Whether the zone's nodes carry the zone label.
   *
   * @default true
   */
  readonly label?: boolean;

  /** How often the whole zone fails. */
  readonly rate: Rate;

  /** The groups of equal nodes in the zone, at least one. */
  readonly pools: readonly Pool[];
}

/** Nodes that can be exchanged for each other. */
export interface Pool {
  /** The pool's name, unique within its zone. */
  readonly name: string;

  /** How many nodes it has, at least one. */
  readonly count: number;

  /**
   * Labels of its nodes beside zone, hostname, os and arch.
   *
   * @default none
   */
  readonly labels?: Readonly<Record<string, string>>;

  /**
   * Taints of its nodes.
   *
   * @default none
   */
  readonly taints?: readonly Taint[];

  /** What each node offers to pods, in Kubernetes' quantities. */
  readonly allocatable: Allocatable;

  /**
   * What else runs on each node and takes of what it offers: system DaemonSets, agents, other teams' pods.
   *
   * @default nothing; the answer says that nobody told
   */
  readonly reserved?: Reserved;

  /**
   * An autoscaler that adds nodes while pods wait: `count` is the least then.
   *
   * @default none
   */
  readonly autoscaling?: Autoscaling;

  /** How often one node fails. */
  readonly rate: Rate;
}

/** Amounts that are taken on each node, in Kubernetes' quantities. */
export interface Reserved {
  /** Such as `300m`. @default 0 */
  readonly cpu?: string;
  /** Such as `512Mi`. @default 0 */
  readonly memory?: string;
  /** @default 0 */
  readonly pods?: number;
  /** Other resources by name. */
  readonly [resource: string]: string | number | undefined;
}

/** How far a pool grows, and how fast. */
export interface Autoscaling {
  /** The most nodes, at least `count`. */
  readonly max: number;
  /** From the first pod that waits until a new node is ready, such as `2m`. */
  readonly start: string;
}

/** What a node offers to pods, after what the system and the kubelet keep. */
export interface Allocatable {
  /** Such as `1900m`. */
  readonly cpu: string;
  /** Such as `6Gi`. */
  readonly memory: string;
  /** The most pods that the node takes. */
  readonly pods: number;
  /** Other resources by name, such as `nvidia.com/gpu` and `ephemeral-storage`. */
  readonly [resource: string]: string | number;
}

/** A node's taint. */
export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

/** `never`, or mean time between failures, mean time to repair and where both come from; durations such as `8766h`, `15m`, `90s`. */
export type Rate = 'never' | { readonly mtbf: string; readonly mttr: string; readonly source: string };

/** Times of the cluster, each a duration such as `50s`. */
export interface Times {
  /** @default 50s (40s before Kubernetes 1.32): kube-controller-manager's `--node-monitor-grace-period` */
  readonly nodeMonitorGrace?: string;
  /** @default 300s: what the DefaultTolerationSeconds admission plugin adds */
  readonly toleration?: string;
  /** Nodes per second and zone. @default 0.1: `--node-eviction-rate` */
  readonly evictionRate?: number;
  /** From binding until ready. @default 30s */
  readonly podStart?: string;
  /** How long until a dead node's object is deleted, `never` where nobody does. @default never */
  readonly nodeReplacement?: string;
}

/** What manifests can't say of a service. */
export interface TopologyService {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Pods needed for full service: a number, a percentage of the replicas, or `majority`. @default what the manifests tell; the answer says what it assumed */
  readonly needed?: Needed;
  /** The availability asked for, such as `99.95%`. @default none */
  readonly target?: string;
  /** The services that this one needs. @default none */
  readonly dependsOn?: readonly Dependency[];
  /** For Elasticsearch: what its nodes do and how its shards are copied. */
  readonly elasticsearch?: ElasticsearchFacts;
}

/** An edge to another service. */
export interface Dependency {
  readonly kind: string;
  /** @default the dependent's */
  readonly namespace?: string;
  readonly name: string;
  /** Degraded but up without it. @default false */
  readonly soft?: boolean;
}

/** What decides whether an Elasticsearch node set is up. */
export interface ElasticsearchFacts {
  readonly roles: readonly string[];
  /** @default 1 */
  readonly indexReplicas?: number;
  /** Awareness attributes, in order. @default none */
  readonly awareness?: readonly string[];
}
