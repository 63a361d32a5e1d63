import { bytes, millicores } from '../../manifests/quantity';
import type { Rule } from '../rule';

/** A cluster may grow, but a quota this many times its size has a wrong unit. */
const widest = 20;

export const quotaWithinCluster: Rule = {
  id: 'quota-within-cluster',
  severity: 'warning',
  title: 'A ResourceQuota is not far larger than the cluster',
  why: 'Such a quota limits nothing: the namespace can use the whole cluster.',
  fix: 'Correct the unit.',
  appliesTo: ['ResourceQuota'],
  *check({ root }, { cluster }) {
    if (!cluster) return;
    for (const at of root.parts('spec', 'hard')) {
      const [, resource] = /^(?:requests\.|limits\.)?(cpu|memory)$/.exec(at.key) ?? [];
      if (resource === undefined) continue;
      const hard = resource === 'cpu' ? (millicores(at.value) ?? 0) / 1000 : (bytes(at.value) ?? 0);
      const whole = resource === 'cpu' ? cluster.cpu : cluster.memory;
      if (hard <= whole * widest) continue;
      const written = resource === 'cpu' ? `${Math.floor(whole)} cores` : `${Math.floor(whole / 2 ** 30)}Gi`;
      yield {
        at,
        message: `${at.value} is ${Math.round(hard / whole)} times the capacity of all nodes, ${written}`,
        fix: 'correct the unit',
      };
    }
  },
};
