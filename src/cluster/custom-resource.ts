import { idOf } from '../manifests/identity';
import type { CustomResource } from './topology';

/** What a declaration of pods is about: `Cluster/shop/db`. */
export function customResourceId({ kind, namespace = '', name }: Pick<CustomResource, 'kind' | 'namespace' | 'name'>): string {
  return idOf({ kind, namespace, name });
}
