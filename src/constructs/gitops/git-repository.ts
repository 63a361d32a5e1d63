import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { FluxDeployment } from './flux-props';
import { sourceOf } from './git-source';

type GitRepositorySpec = import('@kubernetes-models/flux-cd/source.toolkit.fluxcd.io/v1/GitRepositorySpec', { with: {
  'resolution-mode': 'import',
}}).IGitRepositorySpec;

/** How often Flux looks for a new commit. */
const INTERVAL = '1m';

/** The repository of one environment. */
export function gitRepository(scope: Construct, { metadata, environment, props }: FluxDeployment): ApiObject {
  const { repository, revision } = sourceOf(props, environment);
  const url = urlOf(repository);
  const credentials = props.credentials ?? (url.startsWith('ssh:') ? `${props.name}-git` : undefined);
  return new ApiObject(scope, 'repository', {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata,
    spec: {
      url,
      ref: refOf(revision),
      interval: INTERVAL,
      ...(credentials !== undefined && { secretRef: { name: credentials } }),
      // Flux goes on to put back what somebody changes by hand, as of the commit that it has.
      ...(environment.sync === 'manual' && { suspend: true }),
    } satisfies GitRepositorySpec,
  });
}

/** Flux takes URLs only: `git@git.example:shop.git` is written `ssh://git@git.example/shop.git`. */
function urlOf(repository: string): string {
  return repository.replace(/^([\w.-]+@[\w.-]+):(?!\/\/)/, 'ssh://$1/');
}

function refOf(revision: string): NonNullable<GitRepositorySpec['ref']> {
  if (revision.startsWith('refs/')) return { name: revision };
  return /^[0-9a-f]{40}$/.test(revision) ? { commit: revision } : { branch: revision };
}
