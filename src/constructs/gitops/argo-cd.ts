import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { appProject } from './app-project';
import { applicationSet } from './application-set';
import type { ArgoCdProps } from './argo-cd-props';
import { requireEnvironments } from './environment-checks';
import { requireSource } from './git-source';

/**
 * What Argo CD needs to deploy an application from a repository: an AppProject and an ApplicationSet with an Application for each environment. Both
 * belong into the namespace of Argo CD, so into a chart of their own.
 *
 * @throws on an invalid repository, revision or folder, and on environments that would overwrite each other
 */
export class ArgoCd extends Construct {
  /** What the Applications may read from, deploy to, and contain. */
  readonly project: ApiObject;

  /** The Applications. */
  readonly applicationSet: ApiObject;

  constructor(scope: Construct, id: string, props: ArgoCdProps) {
    super(scope, id);
    requireSource(this, props);
    requireEnvironments(this, props.name, props.environments);
    const metadata = { name: props.name, namespace: props.namespace ?? 'argocd' };
    this.project = appProject(this, metadata, props);
    this.applicationSet = applicationSet(this, metadata, props);
  }
}
