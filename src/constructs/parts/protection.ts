import type { Duration } from 'cdk8s';

/** A status after which a request may be sent again. */
export type RetriedStatus = 500 | 502 | 503 | 504;

/**
 * How an entry point protects a Service and its clients from pods that fail or are slow. Each entry class has its own words for it, and refuses what it
 * can't do: docs/circuit-breaking.md has the table, and what each wins.
 */
export interface Protection {
  /**
   * Sends nothing to a pod whose requests fail, although it is ready.
   *
   * @default a pod gets requests for as long as it is ready
   */
  readonly outlier?: Outlier;

  /**
   * The statuses after which a request is sent again, to another pod where the entry point knows which it tried. Only requests whose method may be repeated
   * are: GET is, POST and PATCH never are. Traefik sends it twice at most, the NGINX controllers three times, HAProxy four times.
   *
   * @default none: only requests without a connection go to another pod
   */
  readonly retry?: readonly RetriedStatus[];

  /**
   * Answers in place of the Service while too many of its responses are failures, so that it can recover.
   *
   * @default every request is sent to the Service
   */
  readonly circuitBreaker?: CircuitBreaker;

  /**
   * The most requests that each pod of the entry point has open to a port of the Service at a time. It refuses the others.
   *
   * @default no limit
   */
  readonly concurrency?: number;

  /**
   * How long the entry point waits for the Service's response.
   *
   * @default the entry point's `timeout`
   */
  readonly timeout?: Duration;
}

/** When a pod gets no requests, and for how long. */
export interface Outlier {
  /**
   * The number of requests in a row that a pod fails: no connection, no response in time, or a status of 500 or more.
   *
   * @default 5; the load balancer of AWS decides by itself
   */
  readonly failures?: number;

  /**
   * How long the pod gets no requests.
   *
   * @default 30 seconds with Envoy Gateway, which takes out half of the pods at most; 5 seconds with HAProxy, which can take out all; the load balancer of
   * AWS decides by itself
   */
  readonly pause?: Duration;
}

/** When a Service gets no requests, and for how long. */
export interface CircuitBreaker {
  /**
   * The share of failures among the responses of the last ten seconds that opens the circuit breaker, when exceeded. Statuses of 500 or more are
   * failures. One pod of three that fails must not reach it.
   *
   * @default '50%'
   */
  readonly failing?: `${number}%`;

  /**
   * How long the entry point answers in place of the Service. Then it sends it more and more requests, for as long again.
   *
   * @default 5 seconds
   */
  readonly pause?: Duration;
}

/** A part of a protection that an entry class may lack. */
export type ProtectionPart = keyof Protection | 'outlier.failures' | 'outlier.pause';

/** The protections that an entry class lacks, each with the reason and what to do instead. */
export type ProtectionShortcomings = Readonly<Partial<Record<ProtectionPart, string>>>;
