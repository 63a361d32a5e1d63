import type { TargetCluster } from '../cluster/target-cluster';
import type { Sync } from '../constructs/gitops/environment';
import type { EnvironmentSource } from '../constructs/gitops/git-source';
import type { Platform } from '../platform/platform';

/** The destination of manifests: a folder of `dist/`, and the cluster that they are judged on. An application's environment extends it. */
export interface Destination extends EnvironmentSource {
  /** Its name: the folder below `dist/`, and the first part of a construct's path. */
  readonly name: string;

  /** The platform that it runs on. */
  readonly platform: Platform;

  /**
   * Objects that its cluster has besides these manifests, such as `Secret/shop/smtp` or `Service/monitoring/*`. References to them are not findings.
   *
   * @default what every cluster has, and what the platform's topology lists
   */
  readonly provided?: readonly string[];

  /**
   * The cluster that it is deployed to.
   *
   * @default the cluster that Argo CD or Flux runs in, and none for commands that connect to a cluster themselves
   */
  readonly cluster?: TargetCluster;

  /**
   * When Argo CD or Flux takes over what is committed: `automatic` with each commit, `manual` when somebody says so.
   *
   * @default it deploys this environment never
   */
  readonly sync?: Sync;
}
