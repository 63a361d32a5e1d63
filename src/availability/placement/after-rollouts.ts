import type { Workload } from '../workload/workload';
import type { tooMany } from './fresh';
import type { Grid } from './grid';
import { comingAndGoing, rollouts } from './rollout';
import type { Counts } from './symmetry';

/** L1: where pods stand once rollouts and an autoscaler have moved them. @param most the most pods at any time */
export function afterRollouts(workload: Workload, grid: Grid, starts: readonly Counts[], most: number): readonly Counts[] | typeof tooMany {
  const { replicas, maximum, strategy } = workload;
  const scaled = maximum > replicas;
  if (grid.rules.length === 0 && grid.limits.length === 0) return starts;
  if (grid.rules.some((rule) => rule.perRevision)) {
    const newestOnly = { ...grid, rules: grid.rules.filter((rule) => rule.perRevision) };
    const least = strategy.type === 'recreate' && !scaled ? replicas : 0;
    return comingAndGoing(newestOnly, starts, { replicas, least, most: maximum });
  }
  const least = Math.max(0, replicas - strategy.unavailable);
  if (scaled) return comingAndGoing(grid, starts, { replicas, least, most });
  if (strategy.type === 'recreate') return starts;
  return rollouts(grid, starts, { replicas, least, most });
}
