import { claimTemplatesOf } from '../../manifests/claims';
import type { KubernetesObject } from '../../manifests/object';
import { show } from '../../manifests/words';
import type { Difference } from '../comparison/difference';
import type { Effect, FieldRule, Versions } from './rules';

/** What a change of claim templates does that deleting the StatefulSet without its pods doesn't help against. */
export const claimTemplateRules: readonly FieldRule[] = [
  { types: ['StatefulSet.apps'], field: 'spec.volumeClaimTemplates', effect: lostTemplate },
  ...['storageClassName', 'accessModes', 'volumeMode', 'volumeAttributesClassName'].map(
    (field): FieldRule => ({
      types: ['StatefulSet.apps'],
      field: `spec.volumeClaimTemplates.*.spec.${field}`,
      effect: ({ before }) => ({
        consequence: 'refused',
        because: `the API server refuses it: claim templates are immutable, and claims that exist keep their ${field}`,
        fix: `keep ${before === undefined ? 'it unset' : show(before)}, or move the data to a StatefulSet of another name`,
      }),
    }),
  ),
];

/** A claim is found by the name of its template: under another name, each pod gets a new, empty one. */
function lostTemplate(_: Difference, { before, after }: Versions): Effect | undefined {
  const kept = namesOf(after);
  const lost = namesOf(before).filter((name) => !kept.includes(name));
  if (lost.length === 0) return undefined;
  const names = lost.map((name) => `'${name}'`).join(' and ');
  return {
    consequence: 'data at risk',
    because: `without the claim template ${names}, the pods no longer have its claims: they start empty, and the data stays where nothing reads it`,
    fix: `keep the name ${names}, or copy the data first`,
  };
}

function namesOf(set: KubernetesObject): readonly string[] {
  return claimTemplatesOf(set).map((template) => template.text('metadata', 'name') ?? '');
}
