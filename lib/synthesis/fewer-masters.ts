import { type Manifest, nameOf } from './manifest';

/**
 * Refuses to take away so many Elasticsearch masters at once that those that stay are no majority of what runs: the cluster would stop, and
 * with the volumes of the others gone it would never start again.
 *
 * @param before what was synthesized last, which is what runs as far as a repository can know
 */
export function fewerMasters(environment: string, before: readonly Manifest[], after: readonly Manifest[]): string[] {
  const running = new Map(before.filter(isElected).map((manifest) => [nameOf(manifest), replicasOf(manifest)]));
  return after.filter(isElected).flatMap((manifest) => {
    const had = running.get(nameOf(manifest)) ?? 0;
    const has = replicasOf(manifest);
    const majority = Math.floor(had / 2) + 1;
    if (has >= majority || had <= 1) return [];
    const way = had > 3 ? `go to ${had - 2} first` : 'restore a snapshot into a new cluster';
    return [
      `'${environment}': ${nameOf(manifest)} has ${had} masters in dist/ and ${has} would be left, less than their majority of ${majority}, so that it would stop; ${way}, as docs/elasticsearch.md says under "Fewer nodes", or delete dist/${environment} if nothing runs there`,
    ];
  });
}

function isElected(manifest: Manifest): boolean {
  const roles = manifest.metadata?.annotations?.['nines.dev/elasticsearch.roles'] ?? '';
  return manifest.kind === 'StatefulSet' && roles.split(', ').includes('master');
}

function replicasOf(manifest: Manifest): number {
  return Number((manifest['spec'] as { replicas?: number } | undefined)?.replicas ?? 1);
}
