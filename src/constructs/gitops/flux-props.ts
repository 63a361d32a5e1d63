import type { GitOpsEnvironment } from './environment';
import type { GitSource } from './git-source';
import type { ObjectName } from './object-name';

/** The props of `Flux`. */
export interface FluxProps extends GitSource {
  /** The name of the application: the first part of the name of each GitRepository and Kustomization. */
  readonly name: string;

  /** The environments that Flux deploys. */
  readonly environments: readonly FluxEnvironment[];

  /**
   * The Secret with the credentials of the repository, in the namespace of Flux: `flux create secret git`.
   *
   * @default none for HTTP, and `<name>-git` for SSH
   */
  readonly credentials?: string;

  /**
   * The namespace that Flux runs in.
   *
   * @default 'flux-system'
   */
  readonly namespace?: string;
}

/** An environment that Flux deploys, in stages if it has any. */
export interface FluxEnvironment extends GitOpsEnvironment {
  /**
   * Its stages, in order: each is applied after the one before is ready.
   *
   * @default one, the environment's folder
   */
  readonly stages?: readonly FluxStage[];
}

/** A part of an environment that Flux applies at once. */
export interface FluxStage {
  /** Its name, the last part of its Kustomization's. */
  readonly name: string;

  /** Its folder in the repository. */
  readonly path: string;
}

/** An environment, and what its objects are named after. */
export interface FluxDeployment {
  readonly metadata: ObjectName;
  readonly environment: FluxEnvironment;
  readonly props: FluxProps;
}
