import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { requireEnvironments } from './environment-checks';
import { requireFlux } from './flux-checks';
import type { FluxEnvironment, FluxProps } from './flux-props';
import { gitRepository } from './git-repository';
import { requireSource } from './git-source';
import { kustomizations } from './kustomization';

/** What Flux needs for one environment. */
export interface FluxObjects {
  /** The repository. That of an environment that is synced by hand is suspended. */
  readonly repository: ApiObject;

  /** Its stages, in order. */
  readonly kustomizations: readonly ApiObject[];
}

/**
 * What Flux needs to deploy an application from a repository: for each environment a GitRepository, and a Kustomization for each of its stages. All
 * belong into the namespace of Flux, so into a chart of their own.
 *
 * @throws on what `ArgoCd` refuses, and on addresses that Flux can't read
 */
export class Flux extends Construct {
  /** The objects of each environment, by its name. */
  readonly environments: ReadonlyMap<string, FluxObjects>;

  constructor(scope: Construct, id: string, props: FluxProps) {
    super(scope, id);
    requireSource(this, props);
    requireEnvironments(this, props.name, props.environments);
    requireFlux(this, props);
    this.environments = new Map(props.environments.map((environment) => [environment.name, objects(this, environment, props)]));
  }
}

/** Each environment has its own repository, so that one that is synced by hand stays where it is. */
function objects(parent: Construct, environment: FluxEnvironment, props: FluxProps): FluxObjects {
  const scope = new Construct(parent, environment.name);
  const metadata = { name: `${props.name}-${environment.name}`, namespace: props.namespace ?? 'flux-system' };
  const deployment = { metadata, environment, props };
  return { repository: gitRepository(scope, deployment), kustomizations: kustomizations(scope, deployment) };
}
