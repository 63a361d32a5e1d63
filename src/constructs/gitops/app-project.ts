import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ArgoCdProps } from './argo-cd-props';
import { clusterResourcesOf, destinationOf, namespacesOf } from './environment';
import { sourceOf } from './git-source';
import type { ObjectName } from './object-name';

type AppProjectSpec = import('@kubernetes-models/argo-cd/argoproj.io/v1alpha1/AppProjectSpec', { with: {
  'resolution-mode': 'import',
}}).IAppProjectSpec;

/**
 * The project: the repositories of the environments, the namespaces of the application, and of cluster-scoped objects those that its manifests contain, by name.
 *
 * Namespaced kinds aren't limited: Argo CD would hide the pods and the other objects that controllers create from whoever looks at an Application.
 */
export function appProject(scope: Construct, metadata: ObjectName, props: ArgoCdProps): ApiObject {
  const { environments } = props;
  return new ApiObject(scope, 'project', {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata,
    spec: {
      description: `The environments of ${props.name}`,
      sourceRepos: unique(environments.map((it) => sourceOf(props, it).repository)),
      destinations: unique(environments.flatMap((it) => namespacesOf(it).map((namespace) => ({ ...destinationOf(it), namespace })))),
      clusterResourceWhitelist: unique(environments.flatMap(clusterResourcesOf)),
    } satisfies AppProjectSpec,
  });
}

/** Without duplicates, in an order that doesn't depend on that of the environments. */
function unique<T>(items: readonly T[]): T[] {
  const byText = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}
