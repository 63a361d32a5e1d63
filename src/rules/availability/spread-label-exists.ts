import { workloadTypes } from '../../availability/workload/workload';
import { hostnameLabel } from '../../cluster/cluster';
import type { Rule } from '../rule';
import { spreadsOf } from './spreads';

export const spreadLabelExists: Rule = {
  id: 'spread-label-exists',
  severity: 'error',
  title: 'The topologyKey of a required spread constraint is a label of the nodes',
  why: 'The scheduler skips nodes without the label, so all pods stay Pending.',
  fix: `Remove the constraint for this cluster, spread over ${hostnameLabel}, or add the label to the nodes in the topology.`,
  appliesTo: workloadTypes,
  *check(object, { nodeLabels }) {
    if (!nodeLabels) return;
    for (const { key, selectsItself, at } of spreadsOf(object)) {
      if (!selectsItself || key === hostnameLabel || nodeLabels.has(key)) continue;
      yield {
        at: at.at('topologyKey'),
        message: `no node in the topology has the label ${key}, so no pod can be scheduled`,
        fix: `remove the constraint, or spread over ${hostnameLabel}`,
      };
    }
  },
};
