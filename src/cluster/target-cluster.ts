/**
 * The cluster that an environment is deployed to, as each tool names it.
 *
 * Argo CD knows a cluster by the address of its API server or by the name that it was registered under: write one of them.
 */
export type TargetCluster = KubeconfigContext & (ClusterName | ClusterAddress);

/** A cluster in a kubeconfig. */
export interface KubeconfigContext {
  /**
   * The context in the kubeconfig, for commands that connect to the cluster themselves.
   *
   * @default none: these commands refuse the environment
   */
  readonly context?: string;
}

/** A cluster by its name. */
export interface ClusterName {
  /**
   * The name that it is registered under in Argo CD (`argocd cluster add CONTEXT --name NAME`). Flux reads its kubeconfig from the Secret `NAME-kubeconfig`.
   *
   * @default the cluster that Argo CD or Flux runs in
   */
  readonly name?: string;

  readonly server?: never;
}

/** A cluster by its address. */
export interface ClusterAddress {
  /** The address of its API server as it is registered in Argo CD, such as `https://10.0.0.1:6443`. */
  readonly server: string;

  readonly name?: never;
}
