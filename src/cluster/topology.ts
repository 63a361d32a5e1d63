import type { Needed } from '../manifests/needed';
import type { IncidentRecord } from './incidents';
import type { OutsideService, PlannedWork, Releases } from './yearly-facts';

/**
 * A cluster as the model sees it: zones with pools of nodes, how often each fails, and how long repairs take.
 *
 * The same shape is read from a file (`nines check --topology FILE`) and provided by a `Platform`. It contains only plain JSON data.
 */
export interface Topology {
  /** The minor version of Kubernetes, such as `1.36`. */
  readonly kubernetes: string;

  /** The failure domains, at least one. A cluster without zones has one: the data center. */
  readonly zones: readonly Zone[];

  /**
   * The failure rate of the whole region.
   *
   * @default never
   */
  readonly region?: { readonly rate: Rate };

  /**
   * How often a pod crashes on its own, and how often one stays ready and fails all its requests (`fault`) until somebody restarts it.
   *
   * @default never; of faults unknown: what a year costs doesn't count them
   */
  readonly pods?: { readonly crash: Rate; readonly fault?: Rate };

  /**
   * How often a node doesn't answer for a while that its pool's rate doesn't count: it reboots, hangs or is cut off.
   *
   * @default unknown: what a year costs lists it as not included
   */
  readonly nodes?: { readonly interruption: Rate };

  /**
   * How fast the cluster reacts.
   *
   * @default the default of each time
   */
  readonly times?: Times;

  /**
   * Facts about services that manifests do not state. Annotations can state them too.
   *
   * @default none
   */
  readonly services?: readonly TopologyService[];

  /**
   * The pods of custom resources, which only their operators know.
   *
   * @default unknown: nothing is proved on nodes that such pods may use
   */
  readonly customResources?: readonly CustomResource[];

  /**
   * Objects that the cluster has besides the manifests, such as `Secret/shop/smtp`, `StorageClass/gp3` or `Service/monitoring/*`. If any object of a
   * kind is listed, the list is complete for that kind.
   *
   * @default unknown
   */
  readonly provided?: readonly string[];

  /**
   * Incidents of your own, whose rates replace those of the model. A topology file names a CSV file: `incidents: records.csv`.
   *
   * @default none
   */
  readonly incidents?: IncidentRecord;

  /**
   * What requests depend on outside of the cluster, such as its region, load balancers and DNS.
   *
   * @default unknown: what a year costs lists them as not included
   */
  readonly outside?: readonly OutsideService[];

  /**
   * How often each node is drained, for upgrades and restarts.
   *
   * @default 24 times a year for 5 minutes each, an assumption
   */
  readonly plannedWork?: PlannedWork;

  /**
   * How often a service is released, and how that ends.
   *
   * @default 52 releases a year of which 5% fail, for an hour each, an assumption
   */
  readonly releases?: Releases;

  /**
   * `net.ipv4.tcp_retries2` in the network namespaces of pods: how often TCP sends unacknowledged data again before it gives up.
   *
   * @default 15, the kernel's: a new network namespace doesn't inherit the node's value
   */
  readonly tcpRetries2?: number;

  /**
   * The longest that people wait: a later response counts as failed.
   *
   * @default 10s, an assumption
   */
  readonly patience?: string;

  /**
   * The context in the kubeconfig that what runs here is deployed to, where nothing else says it. No figure depends on it: it tells clusters apart.
   *
   * @default unknown
   */
  readonly context?: string;
}

/** A failure domain. */
export interface Zone {
  /** The value of the label `topology.kubernetes.io/zone`. */
  readonly name: string;

  /**
   * Whether the nodes have the zone label.
   *
   * @default true
   */
  readonly label?: boolean;

  /**
   * The labels of all nodes in the zone besides that one, such as their region. A pool's own labels take precedence.
   *
   * @default none
   */
  readonly labels?: Readonly<Record<string, string>>;

  /** How often the whole zone fails. */
  readonly rate: Rate;

  /** The groups of equal nodes in the zone, at least one. */
  readonly pools: readonly Pool[];
}

/** A group of interchangeable nodes. */
export interface Pool {
  /** The pool's name, unique within its zone. */
  readonly name: string;

  /** The number of nodes, at least one; with `autoscaling` the minimum, which may be 0. */
  readonly count: number;

  /**
   * The labels of its nodes besides zone, hostname, os and arch.
   *
   * @default none
   */
  readonly labels?: Readonly<Record<string, string>>;

  /**
   * The taints of its nodes.
   *
   * @default none
   */
  readonly taints?: readonly Taint[];

  /** What each node offers to pods, as Kubernetes quantities. */
  readonly allocatable: Allocatable;

  /**
   * What other pods and agents use on each node: system DaemonSets, agents, the pods of other teams.
   *
   * @default nothing; the answer lists it as an assumption
   */
  readonly reserved?: Reserved;

  /**
   * The autoscaler of the pool, which adds nodes while pods are pending. `count` is then the minimum.
   *
   * @default none
   */
  readonly autoscaling?: Autoscaling;

  /** How often one node fails. */
  readonly rate: Rate;
}

/** Amounts that are in use on each node, as Kubernetes quantities. */
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

/** The size and speed of an autoscaled pool. */
export interface Autoscaling {
  /** The most nodes, at least `count`. */
  readonly max: number;
  /** The time from the first pending pod until a new node is ready, such as `2m`. */
  readonly start: string;
}

/** What a node offers to pods, without what is reserved for the system and the kubelet. */
export interface Allocatable {
  /** Such as `1900m`. */
  readonly cpu: string;
  /** Such as `6Gi`. */
  readonly memory: string;
  /** The most pods that the node runs. */
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

/** `never`, or the mean time between failures, the mean time to repair, and their source. Durations are written as `8766h`, `15m` or `90s`. */
export type Rate =
  | 'never'
  | {
      readonly mtbf: string;
      readonly mttr: string;
      readonly source: string;
      /** The address of the source. @default none */
      readonly url?: string;
      /** Where mttr comes from, if from elsewhere. @default the source */
      readonly mttrSource?: string;
      /** Failures may come so many times as often, or as seldom. @default 3 if the source begins with `assumption`, else 1 */
      readonly factor?: number;
      /** What the figures rest on. @default `assumption` if the source begins with it, else the topology */
      readonly basis?: 'measured' | 'assumption';
    };

/** The times of the cluster, each a duration such as `50s`. */
export interface Times {
  /** @default 50s (40s before Kubernetes 1.32): kube-controller-manager's `--node-monitor-grace-period` */
  readonly nodeMonitorGrace?: string;
  /** @default 300s: what the DefaultTolerationSeconds admission plugin adds */
  readonly toleration?: string;
  /** Nodes per second and zone. @default 0.1: `--node-eviction-rate` */
  readonly evictionRate?: number;
  /** The time from binding a pod until it is ready. @default 30s */
  readonly podStart?: string;
  /** The time until the Node object of a dead node is deleted, or `never`. @default never */
  readonly nodeReplacement?: string;
}

/** Facts about a service that manifests do not state. */
export interface TopologyService {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** The number of pods that carry the full load, a percentage of the replicas, or `majority`. @default what the manifests say; the answer shows what it assumed */
  readonly needed?: Needed;
  /** The availability target, such as `99.95%`. @default none */
  readonly target?: string;
  /** The services that this one depends on. @default none */
  readonly dependsOn?: readonly Dependency[];
  /** The share of its requests that write, such as `20%`. @default 10%, an assumption */
  readonly writes?: string;
  /** For Elasticsearch: the roles of its nodes, and how its shards are replicated. */
  readonly elasticsearch?: ElasticsearchFacts;
}

/** A custom resource of the manifests, and the pods that its operator makes for it. */
export interface CustomResource {
  readonly kind: string;
  /** @default that of the object, where its manifest has none */
  readonly namespace?: string;
  readonly name: string;
  /** Equal ones together; none where its operator makes none. */
  readonly pods: readonly CustomPods[];
}

/** Equal pods of a custom resource. They may stand on any node that takes them. */
export interface CustomPods {
  /** How many there are at a time at most: with those that an update adds, replacements, those that end, and those of Jobs. */
  readonly most: number;
  /** What each requests, as Kubernetes quantities. */
  readonly requests: Readonly<Record<string, string | number>>;
  /** All of their labels by which selectors of others may tell them. @default those of templates in the object */
  readonly labels?: Readonly<Record<string, string>>;
  /** The labels of the only nodes that they may use. @default any node */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** @default any that the object names, or none */
  readonly priorityClassName?: string;
  /** The ports of their nodes that they take. @default unknown: nothing is proved of workloads that take any themselves */
  readonly hostPorts?: readonly number[];
}

/** A dependency on another service. */
export interface Dependency {
  readonly kind: string;
  /** @default the namespace of the dependent service */
  readonly namespace?: string;
  readonly name: string;
  /** Whether the service is degraded but up without it. @default false */
  readonly soft?: boolean;
  /** Whether the service works without it, though its manifests name it; `*` is then any kind or name. @default false */
  readonly not?: boolean;
}

/** What determines whether a set of Elasticsearch nodes is up. */
export interface ElasticsearchFacts {
  readonly roles: readonly string[];
  /** @default 1 */
  readonly indexReplicas?: number;
  /** The allocation awareness attributes, in order. @default none */
  readonly awareness?: readonly string[];
}
