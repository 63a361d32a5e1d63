import { DEFAULT_NAME } from './names';
import type { Plan } from './plan';

/** Clusters of one namespace have different names, so that no node joins the wrong one. */
export function clusterName({ props, namespace, identity }: Plan): string {
  return props.clusterName ?? (identity.name === DEFAULT_NAME ? namespace : `${namespace}-${identity.name}`);
}
