import type { Construct } from 'constructs';
import { type Accept, isReason, type Risk } from '../../manifests/annotations';
import { refuse } from './refuse';
import { shown } from './shown';

/**
 * The choice, as it stands in the manifest.
 *
 * @param risk the one risk, or those, that can be accepted here
 * @param setting the prop that holds the choice. Default: the construct's props themselves
 * @throws on another risk, and where the reason is missing or blank
 */
export function requireReason<R extends Risk>(
  construct: Construct,
  choice: Accept<R>,
  risk: R | readonly R[],
  setting?: string,
): Accept<R> {
  const { accept, because }: Partial<Accept<R>> = choice ?? {};
  const prefix = setting === undefined ? '' : `${setting}.`;
  const risks: readonly R[] = typeof risk === 'string' ? [risk] : risk;
  if (accept === undefined || !risks.includes(accept)) {
    const known = risks.map((name) => `'${name}'`).join(' or ');
    refuse(construct, { setting: `${prefix}accept`, message: `must be ${known}, got ${shown(accept)}`, fix: `write accept: ${known}` });
  } else if (!isReason(because)) {
    const message = `must say why '${accept}' is accepted, got ${shown(because)}`;
    refuse(construct, { setting: `${prefix}because`, message, fix: 'write the reason for whoever reads it a year from now' });
  }
  return choice;
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
