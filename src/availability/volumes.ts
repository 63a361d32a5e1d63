import type { Topology } from '../cluster/topology';
import { idOf } from '../manifests/identity';
import type { ObjectIndex } from '../manifests/object-index';
import { contextOf } from './judge';
import type { Assessment } from './verdict/assessment';

/** Nodes that a cluster no longer has. */
export interface LostNodes {
  readonly zone: string;

  /** The pool, where the zone stays; undefined if the whole zone is gone. */
  readonly pool?: string;
}

/** The workloads, as `Kind/namespace/name`, that may have volumes on nodes that a cluster loses, or in a zone that it loses. */
export function volumesOn(lost: readonly LostNodes[], index: ObjectIndex, topology: Topology): ReadonlyMap<string, readonly LostNodes[]> {
  if (lost.length === 0) return new Map();
  const { assessments, workloads } = contextOf(index, topology, { withoutAdvice: true });
  return new Map(
    workloads.flatMap((workload): [string, readonly LostNodes[]][] => {
      const id = idOf(workload);
      const assessment = assessments.get(id);
      const its = assessment ? lost.filter((nodes) => holds(assessment, nodes)) : [];
      return its.length > 0 ? [[id, its]] : [];
    }),
  );
}

/** A volume of a zone outlives its node; one of a node doesn't. */
function holds({ workload, placements, setting }: Assessment, lost: LostNodes): boolean {
  const { pins } = workload.storage;
  if (pins === 'free' || (lost.pool !== undefined && pins !== 'node' && pins !== 'one node')) return false;
  return placements.grid.leaves.some(({ cell, perNode }) => {
    const it = setting.cluster.cells[cell];
    const zone = it && setting.cluster.zones[it.zone]?.name;
    return perNode > 0 && zone === lost.zone && (lost.pool === undefined || it?.pool === lost.pool);
  });
}
