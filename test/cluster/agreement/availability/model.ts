import { Joint } from '../../../../src/availability/placement/joint/joint';
import { seriesUnavailability } from '../../../../src/availability/probability/series';
import type { Bounds } from '../../../../src/availability/result';
import { assess } from '../../../../src/availability/verdict/assessment';
import { workloadsOf } from '../../../../src/availability/workload/workloads';
import { clusterOf } from '../../../../src/cluster/cluster';
import type { Topology } from '../../../../src/cluster/topology';
import type { Manifest } from '../../../../src/synthesis/manifest';
import { indexed } from '../../../indexed';
import type { Standing, Stay } from './logbook';

/** The model's unavailability of each workload in each of its placements: {@link judge} gives that of the worst one alone. */
export function figuresOf(manifests: readonly Manifest[], topology: Topology): (name: string, standing: Standing) => Bounds {
  const cluster = clusterOf(topology);
  const workloads = workloadsOf(indexed(manifests), cluster, topology);
  const joint = Joint.of(workloads, cluster);
  const shapes = new Map();
  const known = new Map<string, Bounds>();
  for (const workload of workloads) {
    const { staged, setting } = assess(workload, cluster, joint, shapes);
    for (const { loads, lower, upper } of staged.flatMap(({ candidates }) => candidates)) {
      const standing = cluster.zones.map((_, zone) =>
        loads.flatMap((onNodes, leaf) => (setting.grid.leaves[leaf]?.zone === zone ? onNodes : [])),
      );
      known.set(keyOf(workload.name, standing), { lower: seriesUnavailability([lower]), upper: seriesUnavailability([upper]) });
    }
  }
  return (name, standing) => {
    const bounds = known.get(keyOf(name, standing));
    if (!bounds) throw new Error(`the model does not know that ${name} may run ${JSON.stringify(standing)}`);
    return bounds;
  };
}

/** Zones are alike, and so are the nodes of one. */
function keyOf(name: string, standing: Standing): string {
  const zones = standing.map((loads) => [...loads].sort((a, b) => b - a).join('+'));
  return `${name} ${zones.sort().join('/')}`;
}

/** The mean figure of the placements in which a workload stood, each by its time. */
export function meanFigure(stays: readonly Stay[], figure: (standing: Standing) => Bounds): Bounds {
  let [time, lower, upper] = [0, 0, 0];
  for (const { from, to, standing } of stays) {
    const bounds = figure(standing);
    time += to - from;
    lower += (to - from) * bounds.lower;
    upper += (to - from) * bounds.upper;
  }
  return { lower: lower / time, upper: upper / time };
}
