import type { Manifest } from '../../../lib/synthesis/manifest';

/** The classes that a platform's own installer makes; the application doesn't declare them and relies on them. */
const CLASSES: Readonly<Record<string, object>> = {
  standard: { provisioner: 'k8s.io/minikube-hostpath', reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' },
  'do-block-storage': { provisioner: 'dobs.csi.digitalocean.com', reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' },
  'do-block-storage-retain': { provisioner: 'dobs.csi.digitalocean.com', reclaimPolicy: 'Retain', volumeBindingMode: 'Immediate' },
};

/** The class by the name that the platform gives it. */
export function platformClass(name: string): Manifest {
  const properties = CLASSES[name];
  if (!properties) throw new Error(`nobody knows the StorageClass ${name}: add it to ${__filename}`);
  return { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, ...properties };
}
