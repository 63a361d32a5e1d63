import scopes from './scopes.json';

const cluster = new Set(scopes.Cluster);
const namespaced = new Set(scopes.Namespaced);

/** The kind and API group without the version, such as `Deployment.apps` or `Service`. */
export function typeOf(apiVersion: string, kind: string): string {
  const slash = apiVersion.indexOf('/');
  return slash > 0 ? `${kind}.${apiVersion.slice(0, slash)}` : kind;
}

/** Whether a type is namespaced; undefined for an unknown type, such as most custom resources. */
export function isNamespaced(type: string): boolean | undefined {
  if (namespaced.has(type)) return true;
  return cluster.has(type) ? false : undefined;
}
