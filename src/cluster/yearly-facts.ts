/** The kinds of what requests depend on outside of the cluster. */
export const outsideKinds = ['region', 'load-balancer', 'dns', 'certificates', 'other'] as const;
export type OutsideKind = (typeof outsideKinds)[number];

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
   * Whether the figure was measured, or is what the provider commits itself to.
   *
   * @default 'commitment'
   */
  readonly basis?: 'commitment' | 'measured';

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
