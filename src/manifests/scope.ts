import scopes from './scopes.json';

const cluster = new Set(scopes.Cluster);
const namespaced = new Set(scopes.Namespaced);

/** Kind and API group without the version, such as `Deployment.apps` or `Service`: what an object is in any version of its group. */
export function typeOf(apiVersion: string, kind: string): string {
  const slash = apiVersion.indexOf('/');
  return slash > 0 ? `${kind}.${apiVersion.slice(0, slash)}` : kind;
}

/** Whether objects of a type belong to a namespace; undefined for a type that is not known here, such as most custom resources. */
export function isNamespaced(type: string): boolean | undefined {
  if (namespaced.has(type)) return true;
  return cluster.has(type) ? false : undefined;
}
