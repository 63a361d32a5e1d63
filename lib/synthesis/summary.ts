import type { Manifest } from './manifest';
import type { Prerequisites } from './prerequisites';
import { createSecretLine } from './secrets';

/** What was synthesized for one environment and what its cluster must have before, in words. */
export function summary(environment: string, manifests: readonly Manifest[], needs: Prerequisites, milliseconds: number): string {
  const kinds = new Set(manifests.map(({ kind }) => kind)).size;
  const head = `${environment}: ${manifests.length} objects of ${kinds} kinds in ${Math.round(milliseconds)} ms`;
  const crds = needs.crds.length > 0 ? [`the CRDs of ${needs.crds.join(', ')}`] : [];
  return [
    head,
    ...[...crds, ...needs.cluster].map((need) => `  needs ${need}`),
    ...needs.secrets.map(
      (secret) => `  needs the Secret ${secret.name} (${secret.keys.join(', ') || 'any keys'}): ${createSecretLine(secret)}`,
    ),
  ].join('\n');
}
