import { exclusivityOf, mountedClaims } from '../../availability/workload/claims';
import { sourceOf } from '../../availability/workload/volume-source';
import { hostnameLabel } from '../../cluster/cluster';
import { scaleOf } from '../../manifests/scale';
import { strategyOf } from '../../manifests/strategy';
import type { Rule } from '../rule';

export const diskFitsRollout: Rule = {
  id: 'disk-fits-rollout',
  severity: 'warning',
  title: 'A Deployment does not need a ReadWriteOnce disk on two nodes',
  why: 'The disk is attached to one node at a time. A pod on another node fails with a Multi-Attach error and never starts, and a rolling update waits for it.',
  fix: 'Write strategy: { type: Recreate } for a single pod. For several, use a StatefulSet with a claim for each, or a volume that is ReadWriteMany.',
  appliesTo: ['Deployment.apps'],
  *check(object, { index }) {
    const workload = index.workload(object);
    const replicas = scaleOf(object, index.autoscalersOf(object))?.peak ?? 1;
    if (!workload || replicas === 0 || isPinned(workload.pod.spec.texts('nodeSelector'))) return;
    const { type, surge, unavailable } = strategyOf(object, replicas);
    const isReplacedFirst = type !== 'rolling' || surge === 0 || unavailable >= replicas;
    if (replicas === 1 && isReplacedFirst) return;
    const at = replicas > 1 ? object.root.at('spec', 'replicas') : object.root.at('spec', 'strategy');
    for (const claim of mountedClaims(workload, index)) {
      if (claim.held !== 'shared' || !claim.spec || exclusivityOf(claim.spec) !== 'node') continue;
      if (sourceOf(claim, workload, index).reach === 'everywhere') continue;
      const what = `PersistentVolumeClaim '${workload.namespace}/${claim.name}' (ReadWriteOnce)`;
      yield replicas > 1
        ? {
            at,
            message: `its pods share ${what}, which one node attaches at a time: pods on other nodes never start`,
            fix: 'use a StatefulSet with volumeClaimTemplates, or a claim that is ReadWriteMany',
          }
        : {
            at,
            message: `a rolling update starts a second pod, and ${what} stays attached to the node of the first: on another node, the new pod fails with a Multi-Attach error`,
            fix: 'write strategy: { type: Recreate }',
          };
    }
  },
};

/** All pods are on one node then, which has the disk. */
function isPinned(selector: ReadonlyMap<string, string>): boolean {
  return selector.has(hostnameLabel);
}
