import { bytes, millicores } from '../../manifests/quantity';
import type { Rule } from '../rule';

/** A cluster may grow; this many times its size is a unit that was meant otherwise. */
const widest = 20;

export const quotaWithinCluster: Rule = {
  id: 'quota-within-cluster',
  severity: 'warning',
  title: 'A ResourceQuota is not far beyond the whole cluster',
  why: 'It limits nothing: a namespace can take all that there is.',
  fix: 'Write the unit that is meant.',
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
        message: `${at.value} is ${Math.round(hard / whole)} times what all nodes offer, ${written}`,
        fix: 'write the unit that is meant',
      };
    }
  },
};
