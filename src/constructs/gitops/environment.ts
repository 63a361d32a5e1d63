import type { TargetCluster } from '../../cluster/target-cluster';
import { type KubernetesObject, objectsOf } from '../../manifests/object';
import { isNamespaced } from '../../manifests/scope';
import type { EnvironmentSource } from './git-source';

/**
 * When an environment takes over what is committed: `automatic` with each commit, and whatever somebody changes by hand is put back; `manual` when
 * somebody says so.
 */
export type Sync = 'automatic' | 'manual';

/** An environment that Argo CD or Flux deploys. */
export interface GitOpsEnvironment extends EnvironmentSource {
  /** Its name: that of its folder in the repository, such as `production`. */
  readonly name: string;

  /** When it takes over what is committed. */
  readonly sync: Sync;

  /**
   * Its cluster.
   *
   * @default the cluster that Argo CD or Flux runs in
   */
  readonly cluster?: TargetCluster;

  /** Its objects, such as `chart.toJson()`. Argo CD's project allows their namespaces and their cluster-scoped objects, and no others. */
  readonly manifests: readonly object[];
}

/** The name of the cluster that Argo CD itself runs in. */
export const IN_CLUSTER = 'in-cluster';

/** The address of the cluster that Argo CD itself runs in. */
export const IN_CLUSTER_SERVER = 'https://kubernetes.default.svc';

/** Where Argo CD deploys an environment: by the name of its cluster, or by its address. */
export function destinationOf({ cluster = {} }: GitOpsEnvironment): { readonly name: string } | { readonly server: string } {
  return cluster.name === undefined ? { server: cluster.server ?? IN_CLUSTER_SERVER } : { name: cluster.name };
}

/** The namespaces that an environment has objects in, in the order of its manifests. */
export function namespacesOf({ manifests }: Pick<GitOpsEnvironment, 'manifests'>): readonly string[] {
  return [...new Set(objectsIn(manifests).flatMap(({ namespace }) => (namespace === '' ? [] : [namespace])))];
}

/** A cluster-scoped object, as Argo CD's projects allow it. */
export interface ClusterResource {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

/** The cluster-scoped objects of an environment. A kind that nobody knows counts as one if its object has no namespace. */
export function clusterResourcesOf({ manifests }: GitOpsEnvironment): readonly ClusterResource[] {
  return objectsIn(manifests)
    .filter(({ type, namespace }) => isNamespaced(type) === false || namespace === '')
    .map(({ apiVersion, kind, name }) => ({ group: apiVersion.includes('/') ? (apiVersion.split('/', 1)[0] as string) : '', kind, name }));
}

function objectsIn(manifests: readonly object[]): readonly KubernetesObject[] {
  return objectsOf(manifests.map((value) => ({ value })));
}
