import { acceptAnnotationName, annotation, reasonFor } from '../../manifests/annotations';
import { show } from '../../manifests/words';
import type { Rule } from '../rule';
import { isBackedUp } from './backups';
import { databaseVolumesOf, isKeptForAnother } from './databases';

const CLUSTER = 'Cluster.postgresql.cnpg.io';

export const dataHasBackup: Rule = {
  id: 'data-has-backup',
  severity: 'hint',
  isAdvice: true,
  title: 'What keeps the data of a database has a backup',
  why: 'Replicas are no backup: what a person or a program deletes is deleted on all of them, and a lost volume comes back empty.',
  fix: 'Add what backs it up to the manifests: a CronJob that dumps it, a Schedule of Velero, the repository of a search engine. If something else does, accept the finding and say what.',
  appliesTo: ['StatefulSet.apps', 'Deployment.apps', CLUSTER],
  *check(object, { index }) {
    // The risk that the construct of Elasticsearch takes with a reason.
    if (reasonFor('no-backup', object.annotations) !== undefined) return;
    const workload = index.workload(object);
    const volumes = workload && !isKeptForAnother(workload) ? databaseVolumesOf(workload, index) : [];
    const spec = object.root.at('spec');
    const isOperated = object.type === CLUSTER && !spec.at('backup').isThere && !spec.at('plugins').isThere;
    if ((volumes.length === 0 && !isOperated) || isBackedUp(object, index)) return;
    if (isOperated)
      yield {
        at: spec.at('backup'),
        message: 'nothing in the manifests backs up this database of CloudNativePG',
        fix: `add spec.backup and a ScheduledBackup, or say what else backs it up: ${acceptance}`,
      };
    const [first] = volumes;
    if (!first) return;
    yield {
      at: first.mount,
      message: `${first.database} keeps its data in claim ${show(first.claim)}, and nothing in the manifests backs it up`,
      fix: object.annotations.has(annotation.elasticsearchRoles)
        ? "declare `snapshots`, or say why there are none: { accept: 'no-backup', because: '...' }"
        : `add what does, such as a CronJob or a Schedule of Velero, or say what else backs it up: ${acceptance}`,
    };
  },
};

const acceptance = `${acceptAnnotationName('data-has-backup')}: because ...`;
