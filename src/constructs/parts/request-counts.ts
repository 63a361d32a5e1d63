/** A Service that an Ingress or an HTTPRoute sends requests to. */
export interface PublicService {
  readonly namespace: string;
  readonly name: string;

  /** The names of its public ports. */
  readonly ports: readonly string[];

  /** The Ingresses that send requests to it. */
  readonly ingresses: readonly string[];

  /** The rules of HTTPRoutes that send requests to it: the name of the route, and the index of the rule. */
  readonly rules: readonly { readonly route: string; readonly index: number }[];
}

/** Series of one metric, by their labels. */
export interface Series {
  readonly metric: string;

  /** Labels with exactly these values. */
  readonly labels?: Readonly<Record<string, string>>;

  /** Labels whose whole value matches a regular expression. */
  readonly matching?: Readonly<Record<string, string>>;
}

/** How an entry point counts the requests of a Service. */
export interface RequestCounts {
  /** Whether the series count up, or have the requests of the last minute, as those of CloudWatch do. */
  readonly type: 'counter' | 'per-minute';

  /** All requests: the sum of these series. */
  readonly all: readonly Series[];

  /** Those that failed because of the service or the entry point: the sum of these series. */
  readonly failed: readonly Series[];
}

/** How an entry point's metrics count requests. */
export interface RequestMetrics {
  /** What exports them, and how it must be set, described for the cluster's administrator. */
  readonly exporter: string;

  /** The counts of a Service. */
  counts(service: PublicService): RequestCounts;
}

/** Alternatives of a regular expression, each taken literally. PromQL anchors regular expressions. */
export function anyOf(values: readonly string[]): string {
  return values.map((value) => value.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
}
