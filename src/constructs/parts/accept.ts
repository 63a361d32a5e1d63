import type { Construct } from 'constructs';
import { type Accept, type ChangeRisk, isReason, type Risk } from '../../manifests/annotations';
import { refuse } from './refuse';
import { shown } from './shown';

/**
 * Checks an accepted risk and returns it.
 *
 * @param risk the risk, or the risks, that can be accepted here
 * @param setting the prop that holds the choice. Default: the construct's props themselves
 * @throws on another risk, and if the reason is missing or blank
 */
export function requireReason<R extends Risk | ChangeRisk>(
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
    refuse(construct, { setting: `${prefix}because`, message, fix: 'write a reason that still makes sense in a year' });
  }
  return choice;
}

/** Several replicas, or a single one with a reason. */
export type Replication = Replicated | SingleReplica;

/** Several interchangeable replicas. */
export interface Replicated {
  /** The number of pods, at least two. */
  readonly replicas: number;

  /**
   * The number of pods that can carry the full load.
   *
   * @default `replicas` minus one, so that one may fail
   */
  readonly needed?: number;

  /**
   * The most pods that run under load; `replicas` is the minimum, and the autoscaler goes back to it.
   *
   * Kubernetes scales down without regard to the spread, and could leave 2/1/0 of 2/2/2 pods in three zones. So `replicas` must be at least
   * `needed` plus `maxReplicas` divided by the number of zones, rounded up: the pods that may be left in one zone. Without zones, nodes count.
   *
   * @default `replicas`: a fixed number
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#known-limitations
   */
  readonly maxReplicas?: number;

  /**
   * `'never'`: the autoscaler only adds pods, which allows fewer `replicas` and leaves those that a peak added until somebody removes them.
   * `{ accept: 'uneven-spread', because: '...' }`: it scales down to fewer `replicas` than survive the loss of a zone in every placement.
   *
   * @default it scales down to `replicas`
   */
  readonly scaleDown?: 'never' | Accept<'uneven-spread'>;

  readonly accept?: never;
  readonly because?: never;
}

/** A single replica: a single point of failure, on purpose. */
export interface SingleReplica extends Accept<'single-replica'> {
  readonly replicas?: never;
  readonly needed?: never;
  readonly maxReplicas?: never;
  readonly scaleDown?: never;
}
