import { prerequisitesOf } from './prerequisites';
import { createSecretLine } from './secrets';
import { manifestsOf, type Synthesis } from './synthesis';

/** What was synthesized for one environment and what its cluster must have before, in words. */
export function summaryOf(synthesis: Synthesis): string {
  const { environment, milliseconds } = synthesis;
  const manifests = manifestsOf(synthesis);
  const kinds = new Set(manifests.map(({ kind }) => kind)).size;
  const { ingress } = environment.platform;
  const needs = prerequisitesOf(manifests, { [ingress.name]: ingress.controller });
  return [
    `${environment.name}: ${manifests.length} objects of ${kinds} kinds in ${Math.round(milliseconds)} ms`,
    ...[...needs.crds.map((crd) => `the CustomResourceDefinition ${crd}`), ...needs.cluster].map((need) => `  needs ${need}`),
    ...needs.secrets.map(
      (secret) => `  needs the Secret ${secret.name} (${secret.keys.join(', ') || 'any keys'}): ${createSecretLine(secret)}`,
    ),
  ].join('\n');
}
