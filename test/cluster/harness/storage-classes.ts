import type { PlatformStorage } from '../../../src';
import type { Manifest } from '../../../src/synthesis/manifest';

/** The classes that a platform's own installer makes; the application doesn't declare them and relies on them. */
export function platformClasses({ provisioner, ready }: PlatformStorage): Manifest[] {
  if (!ready) return [];
  const { name, reclaimPolicy = 'Delete', volumeBindingMode = 'Immediate' } = ready;
  return [{ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner, reclaimPolicy, volumeBindingMode }];
}
