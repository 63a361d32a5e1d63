import { idOf } from '../../manifests/identity';
import { accepts } from '../placement/grid';
import type { Stuck } from '../result';
import type { Assessment } from './assessment';
import type { Context, Memory } from './context';
import { comesBack, stuckOf } from './progress';

/** By cell, the workloads whose pods a drain of one of its nodes may wait for without end. */
type Holders = readonly (readonly string[])[];

const known = new WeakMap<Memory, Holders>();

/**
 * The drain that another workload on the same nodes holds up: an evicted pod that has no other place for certain then waits as long.
 */
export function heldUp(member: Assessment, context: Context): readonly Stuck[] {
  const { workload, predicate } = member;
  if (predicate.replicas === 0 || comesBack(member)) return [];
  const { assessments, standing, cluster } = context;
  const { cells } = cluster;
  const holders = holdersIn(context);
  const stillHolds = (id: string): boolean => {
    const now = assessments.get(id);
    return now === undefined || now === standing.get(id) || holdsDrains(now, assessments);
  };
  for (const [index, ids] of holders.entries()) {
    const cell = cells[index];
    if (!cell || !accepts(workload, cell)) continue;
    const holder = ids.find((id) => id !== idOf(workload) && stillHolds(id));
    if (holder === undefined) continue;
    const because = `${holder} may hold up the drain of a node indefinitely, and an evicted pod may find no other place until it ends`;
    return [{ event: 'drain', because, object: holder, certain: false }];
  }
  return [];
}

/** A change that is tried shares the memory: what it makes of a workload is none of what others stand beside. */
function holdersIn({ joint, cluster, standing: assessments, memory }: Context): Holders {
  const before = known.get(memory);
  if (before) return before;
  const found: string[][] = cluster.cells.map(() => []);
  for (const workload of joint.workloads) {
    const id = idOf(workload);
    const assessment = assessments.get(id);
    // What else makes pods, such as a Job, isn't assessed: whether its budget lets them go in time isn't known.
    if (assessment ? !holdsDrains(assessment, assessments) : workload.budgets.length === 0) continue;
    for (const [index, cell] of cluster.cells.entries()) if (accepts(workload, cell)) found[index]?.push(id);
  }
  known.set(memory, found);
  return found;
}

/** A budget counts a pod that waits as away, and spares the others as long as it does. */
function holdsDrains(assessment: Assessment, assessments: Context['assessments']): boolean {
  const { outlook, workload } = assessment;
  const { budgets, approximate } = workload;
  // Pods that wait with nothing drained are no drain that waits: why they do needn't be searched.
  const others = outlook.waits ? { ...assessment, outlook: { ...outlook, stuck: [] } } : assessment;
  const stuck = stuckOf(others, assessments);
  if (stuck.some(({ event }) => event === 'drain')) return true;
  return budgets.length > 0 && (stuck.length > 0 || outlook.waits || approximate !== undefined);
}
