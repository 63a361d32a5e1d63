import type { Estimate } from '../risk';

/** How long requests go on failing, in seconds. */
export interface Window {
  /** Until somebody sees that a pod is gone. */
  readonly notice: Estimate;
  /** From there until nobody sends it requests any more. */
  readonly recover: Estimate;
}

/** How requests reach the pods of a workload. */
export interface Route {
  /** Who picks a pod for each request, in words. */
  readonly by: string;
  /** A node is lost, or a zone: its pods don't answer at all. */
  readonly lost: Window;
  /** A container ended: connections are refused. */
  readonly crashed: Window;
  /** Seconds for which a pod that begins to terminate is still sent requests. */
  readonly terminating: Estimate;
  /** The share of the requests to a pod that doesn't answer at all that fail: the rest is sent to another one. */
  readonly failing: Estimate;
  /** The same for a pod that refuses connections. */
  readonly refused: Estimate;
  /** The same for a pod that is ready and fails all its requests. Undefined where nobody takes such a pod out: all of them. */
  readonly faulty?: Estimate;
  /** Nothing says who picks the pods: it may try another one, though nothing is counted on it. */
  readonly mayRetry?: true;
  /** Where a load balancer sends requests to nodes: who it is, and how long it goes on sending them to a lost one. */
  readonly nodes?: Window & { readonly by: string };
  /** Where a load balancer has an address in each zone: how long DNS goes on answering with that of a lost one, and the share of those clients whose requests fail. */
  readonly addresses?: Window & { readonly by: string; readonly failing: Estimate };
}
