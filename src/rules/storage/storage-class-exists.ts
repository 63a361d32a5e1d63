import { claimsOf } from '../../manifests/claims';
import { podMakers } from '../../manifests/pod';
import { missingFromPlatform } from '../resolve';
import type { Rule } from '../rule';

export const storageClassExists: Rule = {
  id: 'storage-class-exists',
  severity: 'hint',
  title: 'The StorageClass of every claim exists',
  why: 'The claim stays Pending, and so do the pods that mount it.',
  fix: 'Correct the name, or list the StorageClass under `provided`.',
  appliesTo: ['PersistentVolumeClaim', ...podMakers],
  *check(object, context) {
    for (const at of claimsOf(object).map((claim) => claim.at('spec', 'storageClassName'))) {
      const name = at.text();
      // An existing volume is bound by the name of its class, whether or not the class exists.
      if (name === undefined || context.index.volumeClasses.has(name)) continue;
      const complaint = missingFromPlatform({ at, type: 'StorageClass.storage.k8s.io', namespace: '', name }, context);
      if (complaint) yield complaint;
    }
  },
};
