import { claimsOf } from '../../manifests/claims';
import { podMakers } from '../../manifests/pod';
import { missingFromPlatform } from '../resolve';
import type { Rule } from '../rule';

export const storageClassExists: Rule = {
  id: 'storage-class-exists',
  severity: 'hint',
  title: 'A StorageClass that claims name is known',
  why: 'The claims stay Pending, and with them the pods.',
  fix: 'Correct the name, or list it as provided.',
  appliesTo: ['PersistentVolumeClaim', ...podMakers],
  *check(object, context) {
    for (const at of claimsOf(object).map((claim) => claim.at('spec', 'storageClassName'))) {
      const name = at.text();
      // A volume that is there already is bound by the name of its class, whether or not there is such a class.
      if (name === undefined || context.index.volumeClasses.has(name)) continue;
      const complaint = missingFromPlatform({ at, type: 'StorageClass.storage.k8s.io', namespace: '', name }, context);
      if (complaint) yield complaint;
    }
  },
};
