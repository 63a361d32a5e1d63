import { providerLabels } from '../../availability/workload/node-selection';
import { workloadTypes } from '../../availability/workload/workload';
import { hostnameLabel } from '../../cluster/cluster';
import type { Rule } from '../rule';
import { spreadsOf } from './spreads';

export const spreadLabelExists: Rule = {
  id: 'spread-label-exists',
  severity: 'error',
  title: 'The topologyKey of a required spread constraint is a label of the nodes',
  why: 'The scheduler skips nodes without the label, so all pods stay Pending. A label that providers set is a hint: the topology may only omit it.',
  fix: `Remove the constraint for this cluster, spread over ${hostnameLabel}, or add the label to the nodes in the topology.`,
  appliesTo: workloadTypes,
  *check(object, { nodeLabels }) {
    if (!nodeLabels) return;
    for (const { key, selectsItself, at } of spreadsOf(object)) {
      if (!selectsItself || key === hostnameLabel || nodeLabels.has(key)) continue;
      const place = at.at('topologyKey');
      // Providers set these labels on their nodes, whether a topology lists them or not.
      if (providerLabels.includes(key)) {
        const message = `the topology does not say which nodes have the label ${key}, and pods are scheduled on no other node`;
        yield { at: place, message, fix: 'add the label to the nodes in the topology', severity: 'hint' };
        continue;
      }
      yield {
        at: place,
        message: `no node in the topology has the label ${key}, so no pod can be scheduled`,
        fix: `remove the constraint, or spread over ${hostnameLabel}`,
      };
    }
  },
};
