import { idOf } from '../manifests/identity';
import type { CustomResource } from './topology';

/** What a declaration of pods is about: `Cluster/shop/db`, or with its group `Cluster.postgresql.cnpg.io/shop/db`. */
export function customResourceId({ group, kind, namespace = '', name }: Omit<CustomResource, 'pods'>): string {
  return idOf({ kind: group === undefined ? kind : `${kind}.${group}`, namespace, name });
}
