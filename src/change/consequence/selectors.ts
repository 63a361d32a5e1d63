import { labelSelector } from '../../manifests/selector';
import { behind, selectorOf } from '../../manifests/service';
import type { Effect, FieldRule, Versions } from './rules';

/** A new controller adopts only pods that its selector matches: elsewhere, deleting the old one without its pods leaves them to nobody. */
export const selectorRules: readonly FieldRule[] = [
  {
    types: ['DaemonSet.apps', 'Deployment.apps', 'ReplicaSet.apps', 'StatefulSet.apps'],
    field: 'spec.selector',
    effect: (_, it) => strangers(it),
  },
  { types: ['Service'], field: 'spec.selector', effect: (_, it) => selectsNothing(it) },
];

/** Whoever makes other pods than the manifests, a Service that had some of these has none. */
function selectsNothing({ before, after, base, head }: Versions): Effect | undefined {
  if (behind(before, base).length === 0 || selectorOf(after).size === 0 || behind(after, head).length > 0) return undefined;
  return {
    consequence: 'in place',
    because: 'the Service selects no pod of the manifests any longer: every connection to it fails',
    fix: 'use the labels of the pod template',
  };
}

function strangers({ before, after }: Versions): Effect | undefined {
  const matches = labelSelector(after.root.at('spec', 'selector').value);
  if (matches(before.root.texts('spec', 'template', 'metadata', 'labels'))) return undefined;
  return {
    consequence: 'refused',
    because: 'the API server refuses it: the field is immutable, and it would not match the pods that run',
    fix: after.type === 'StatefulSet.apps' ? restart({ before }) : RENAME,
  };
}

const RENAME = 'keep the selector; or give the new one another name, and remove the old one when the new one is ready';

/** The pods of a StatefulSet have names that no second one can have. */
function restart({ before }: Pick<Versions, 'before'>): string {
  const again =
    'keep the selector; or delete the StatefulSet with its pods, which stops it, and apply again: the claims and their data stay';
  const deletes = before.root.text('spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted') === 'Delete';
  if (!deletes) return again;
  return `set whenDeleted of persistentVolumeClaimRetentionPolicy to \`Retain\` first, or the claims go with the StatefulSet; ${again}`;
}
