import type { GitOpsEnvironment } from './environment';
import type { GitSource } from './git-source';

/** The props of `ArgoCd`. */
export interface ArgoCdProps extends GitSource {
  /** The name of the application: that of its project and of its ApplicationSet, and the first part of each Application's. */
  readonly name: string;

  /** The environments that Argo CD deploys. */
  readonly environments: readonly GitOpsEnvironment[];

  /**
   * The namespace that Argo CD runs in.
   *
   * @default 'argocd'
   */
  readonly namespace?: string;
}
