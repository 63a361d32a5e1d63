import type { Manifest } from '../../../src/synthesis/manifest';

const OPTIONS = 'argocd.argoproj.io/sync-options';

/** Whether Argo CD neither prunes it nor deletes it with its Application. */
export function isKept({ metadata }: Manifest): boolean {
  const options = String(metadata.annotations?.[OPTIONS] ?? '').split(',');
  return options.includes('Prune=false') && options.includes('Delete=false');
}
