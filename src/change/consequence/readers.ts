import { configMapsOf, secretsOf } from '../../manifests/configuration';
import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';

/** The objects whose pods don't start without a ConfigMap, a Secret or a ServiceAccount, as `Deployment/shop/web, Job/shop/index`; undefined if there are none. */
export function readersOf({ type, namespace, name }: KubernetesObject, { objects }: ObjectIndex): string | undefined {
  const readers = objects.filter((it) => it.namespace === namespace && namesIn(it, type).includes(name));
  return readers.length > 0 ? readers.map(idOf).join(', ') : undefined;
}

function namesIn(object: KubernetesObject, type: string): readonly string[] {
  switch (type) {
    case 'ConfigMap':
    case 'Secret':
      return (type === 'Secret' ? secretsOf : configMapsOf)(object).flatMap(({ name, optional }) => (optional ? [] : [name]));
    case 'ServiceAccount':
      return [object.pod?.spec.text('serviceAccountName') || object.pod?.spec.text('serviceAccount') || ''];
    default:
      return [];
  }
}
