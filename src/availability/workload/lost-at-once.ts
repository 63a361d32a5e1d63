import { type Cluster, zoneLabel } from '../../cluster/cluster';
import type { WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { eligibleCells } from './eligible-nodes';
import { replacedAtOnce } from './replacement';
import { spreadConstraints } from './spread';

/** Whose pods are not made again while their node is away: by nobody, or only for the node itself. */
const notReplaced = new Set(['DaemonSet.apps', 'Pod']);

/** The most pods that a node or a zone takes along at a time and that are made again elsewhere, of so many that stand. */
export function lostAtOnce(workload: WorkloadResource, spec: Place, standing: number, cluster: Cluster): number {
  const { type, pod } = workload;
  if (notReplaced.has(type) || (type === 'StatefulSet.apps' && !replacedAtOnce(type, spec))) return 0;
  const zones = new Set(eligibleCells(spec, cluster).map(({ zone }) => zone)).size;
  // Where lost domains count no more, pods move into the others, and stay there.
  const spread = spreadConstraints(type, spec, pod.labels).find((it) => it.key === zoneLabel && it.selectsItself && !it.honorsTaints);
  return spread && zones > 0 ? Math.min(standing, Math.floor((standing + (zones - 1) * spread.maxSkew) / zones)) : standing;
}
