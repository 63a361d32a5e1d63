import { Joint } from '../../../../src/availability/placement/joint/joint';
import { zoneVector } from '../../../../src/availability/placement/symmetry';
import { assess, stages } from '../../../../src/availability/verdict/assessment';
import type { EventName } from '../../../../src/availability/verdict/events';
import { workloadsOf } from '../../../../src/availability/workload/workloads';
import { clusterOf } from '../../../../src/cluster/cluster';
import type { Topology } from '../../../../src/cluster/topology';
import { idOf } from '../../../../src/manifests/identity';
import type { Manifest } from '../../../../src/synthesis/manifest';
import { judge } from '../../../availability/judged';
import { indexed } from '../../../indexed';

/** What the model offers as proof that a workload is not safe: a placement and an event that then stops it. */
export interface Witness {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly event: EventName;
  /** When the placement may first be met. */
  readonly stage: (typeof stages)[number];
  /** Pods per zone, in the topology's order. */
  readonly vector: readonly number[];
  /** Pods that the event takes. */
  readonly lost: number;
  /** The zone that is lost. */
  readonly zone?: string;
  readonly replicas: number;
  readonly needed: number;
}

/** The witness of each single event that refutes a workload of the manifests by itself. */
export function witnessesOf(manifests: readonly Manifest[], topology: Topology): Witness[] {
  const answer = judge(manifests, topology, { withoutAdvice: true });
  const cluster = clusterOf(topology);
  const workloads = workloadsOf(indexed(manifests), cluster, topology);
  const joint = Joint.of(workloads, cluster);
  const shapes = new Map();
  return workloads.flatMap((workload) => {
    const { kind, namespace, name } = workload;
    const service = answer.services.find((it) => idOf({ ...it, name: it.service }) === idOf(workload));
    if (service?.verdict !== 'refuted') return [];
    const { outcomes, setting, predicate } = assess(workload, cluster, joint, shapes);
    const found = outcomes.flatMap(({ event, witness }) => {
      const required = service.events.some((it) => it.event === event && it.required);
      if (!witness?.exact || !required) return [];
      return [
        {
          kind,
          namespace,
          name,
          event,
          stage: stages[witness.stage] as Witness['stage'],
          vector: zoneVector(setting.grid.leaves, setting.grid.zones, witness.counts),
          lost: witness.lost,
          ...(event === 'lose one zone' ? { zone: cluster.zones[witness.zone as number]?.name } : {}),
          replicas: predicate.replicas,
          needed: predicate.needed,
        },
      ];
    });
    // Where too few pods find a place, every event shows the same.
    const [first] = found;
    return first && first.vector.reduce((sum, pods) => sum + pods, 0) < first.needed ? [first] : found;
  });
}

/** Whether the manifest is the workload that the witness is about. */
export function isWitnessed({ kind, metadata }: Manifest, witness: Witness): boolean {
  return kind === witness.kind && metadata.name === witness.name && (metadata.namespace ?? 'default') === witness.namespace;
}

/** As the tables show it. */
export function describeWitness({ name, event, zone, vector, stage, lost, replicas, needed }: Witness): string {
  const what = zone ? `lose zone ${zone}` : event;
  return `${name}: ${what} takes ${lost} of ${replicas} standing ${vector.join('/')} (${stage}), ${needed} needed`;
}
