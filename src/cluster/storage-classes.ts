/** Where a volume can be mounted: on its node, in its zone, or everywhere. */
export type Reach = 'node' | 'zone' | 'everywhere';

const REACH: ReadonlyMap<string, Reach> = new Map<string, Reach>([
  ['k8s.io/minikube-hostpath', 'node'],
  ['rancher.io/local-path', 'node'],
  ['kubernetes.io/no-provisioner', 'node'],
  ['local.csi.openebs.io', 'node'],
  ['efs.csi.aws.com', 'everywhere'],
  ['file.csi.azure.com', 'everywhere'],
  ['filestore.csi.storage.gke.io', 'everywhere'],
  ['nfs.csi.k8s.io', 'everywhere'],
]);

/** Where the volumes of a provisioner can be mounted; by default in their zone, like a cloud disk. */
export function reachOf(provisioner: string): Reach {
  return REACH.get(provisioner) ?? 'zone';
}

/** A StorageClass that a provider installs. */
export interface InstalledClass {
  readonly provisioner: string;

  /** What happens to a volume when its claim is deleted. */
  readonly reclaimPolicy: 'Delete' | 'Retain';

  /** Whether a volume is provisioned immediately, or where its first pod is scheduled. */
  readonly volumeBindingMode: 'Immediate' | 'WaitForFirstConsumer';
}

const MINIKUBE: InstalledClass = { provisioner: 'k8s.io/minikube-hostpath', reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' };
const DIGITALOCEAN: InstalledClass = { provisioner: 'dobs.csi.digitalocean.com', reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' };

/**
 * The StorageClasses that providers install, by name.
 *
 * @see https://github.com/kubernetes/minikube/tree/master/deploy/addons/storageclass
 * @see https://docs.digitalocean.com/products/kubernetes/how-to/add-volumes/
 */
export const INSTALLED_CLASSES = {
  standard: MINIKUBE,
  'do-block-storage': DIGITALOCEAN,
  'do-block-storage-retain': { ...DIGITALOCEAN, reclaimPolicy: 'Retain' },
  'do-block-storage-xfs': DIGITALOCEAN,
  'do-block-storage-xfs-retain': { ...DIGITALOCEAN, reclaimPolicy: 'Retain' },
} satisfies Readonly<Record<string, InstalledClass>>;

/** The StorageClass of that name that a provider installs, if any. */
export function installedClass(name: string): InstalledClass | undefined {
  return Object.hasOwn(INSTALLED_CLASSES, name) ? INSTALLED_CLASSES[name as keyof typeof INSTALLED_CLASSES] : undefined;
}

/** The storage of a class that a provider installs. */
export function installedStorage(name: keyof typeof INSTALLED_CLASSES) {
  const { provisioner, ...ready }: InstalledClass = INSTALLED_CLASSES[name];
  return { provisioner, ready: { name, ...ready } };
}
