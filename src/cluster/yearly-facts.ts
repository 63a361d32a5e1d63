/** The kinds of what requests depend on outside of the cluster. */
export const outsideKinds = ['region', 'load-balancer', 'dns', 'certificates', 'other'] as const;
export type OutsideKind = (typeof outsideKinds)[number];

/** What the availability of a service outside of the cluster rests on. */
export const outsideBases = ['commitment', 'measured', 'assumption'] as const;
export type OutsideBasis = (typeof outsideBases)[number];

/** A service outside of the cluster, with its availability. */
export interface OutsideService {
  /** Such as `region eu-west-1`. */
  readonly name: string;

  /** A load balancer, DNS and certificates concern the services that are reached from outside, everything else concerns all. */
  readonly kind: OutsideKind;

  /** Such as `99.99%`. */
  readonly availability: string;

  /** Who says so: a service level agreement with its date, or one's own measurement. */
  readonly source: string;

  /**
   * The address of the source.
   *
   * @default none
   */
  readonly url?: string;

  /**
   * Whether the figure was measured, is assumed, or is what the provider commits itself to.
   *
   * @default 'assumption' if the source begins with it, else 'commitment'
   */
  readonly basis?: OutsideBasis;

  /**
   * The time that it is not available may be so many times as long, or as short.
   *
   * @default 3 for an assumption, 2 for a commitment, 1 for what was measured
   */
  readonly factor?: number;

  /**
   * The workloads that need it, as `Kind/namespace/name`.
   *
   * @default all that its kind concerns
   */
  readonly services?: readonly string[];
}

/** Maintenance of nodes: each is drained, one after the other. */
export interface PlannedWork {
  /** How often a year each node is drained. */
  readonly drainsPerYear: number;

  /** How long a pod that can't move waits for its node, such as `5m`. */
  readonly away: string;

  /** Where the figures come from. */
  readonly source: string;

  /**
   * The address of the source.
   *
   * @default none
   */
  readonly url?: string;
}

/** How releases go. */
export interface Releases {
  /** Releases a year. */
  readonly perYear: number;

  /** The share of them that fail, such as `5%`. */
  readonly failing: string;

  /** The time until a failed release is noticed, such as `20m`. */
  readonly notice: string;

  /** The time from there until it is rolled back, such as `40m`. */
  readonly recover: string;

  /**
   * The share of requests that fail meanwhile, such as `100%`.
   *
   * @default '100%'
   */
  readonly share?: string;

  /** Where the figures come from. */
  readonly source: string;

  /**
   * The address of the source.
   *
   * @default none
   */
  readonly url?: string;
}
