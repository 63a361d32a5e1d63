import type { Construct } from 'constructs';
import type { Accept, Risk } from '../../manifests/annotations';
import { refuse } from './refuse';

/** The choice, as it stands in the manifest. @throws where its reason is missing or blank */
export function requireReason<R extends Risk>(construct: Construct, { accept, because }: Accept<R>): Accept<R> {
  if (!because?.trim()) refuse(construct, `accept: '${accept}' without a reason; say because: '...'`);
  return { accept, because };
}

/** Several replicas, or one with a reason. */
export type Replication = Replicated | SingleReplica;

/** Several instances that can stand in for each other. */
export interface Replicated {
  /** How many pods run, two or more. */
  readonly replicas: number;

  /**
   * How many of them carry the full load.
   *
   * @default one less than `replicas`, so that one may fail
   */
  readonly needed?: number;

  /**
   * Up to how many pods run under load, of which `replicas` run always. Pods are added and, by default, not taken away again before somebody
   * does it: Kubernetes takes away without regard to the spread, and could leave 2/1/0 of 2/2/2 over three zones. The next rollout levels
   * that out.
   *
   * @default `replicas`: a fixed number
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#known-limitations
   */
  readonly maxReplicas?: number;

  /**
   * Lets the autoscaler take pods away when the load is gone, and with them the promise that zones share the rest evenly.
   *
   * @default it only adds
   */
  readonly scaleDown?: Accept<'uneven-spread'>;

  readonly accept?: never;
  readonly because?: never;
}

/** One instance: a single point of failure, on purpose. */
export interface SingleReplica extends Accept<'single-replica'> {
  readonly replicas?: never;
  readonly needed?: never;
  readonly maxReplicas?: never;
  readonly scaleDown?: never;
}
