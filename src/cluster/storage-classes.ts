/** Where a volume can be mounted: on its node, in its zone, or everywhere. */
export type Reach = 'node' | 'zone' | 'everywhere';

/** The driver of EKS' disks. */
export const EBS = 'ebs.csi.aws.com';

/** Folders of a node, which all of its pods may use. */
const FOLDERS = [
  'docker.io/hostpath',
  'hostpath.csi.k8s.io',
  'k8s.io/minikube-hostpath',
  'kubernetes.io/no-provisioner',
  'microk8s.io/hostpath',
];

/** Disks of a node. */
const OF_NODES = [
  ...FOLDERS,
  'local.csi.openebs.io',
  'openebs.io/local',
  'rancher.io/local-path',
  'topolvm.cybozu.com',
  'topolvm.io',
  'zfs.csi.openebs.io',
];

/**
 * Disks of a zone: the nodes of no other can attach them.
 *
 * Source of these names and of what drivers can do: kubernetes-csi.github.io/docs/drivers.html of 2026-05-22, but for EKS Auto Mode (docs.aws.amazon.com/eks, Create a
 * storage class), OpenEBS, Rancher and the built-in ones (k8s.io/csi-translation-lib v0.36.3).
 */
const OF_ZONES = [
  'block.csi.vultr.com',
  'blockvolume.csi.oraclecloud.com',
  'cinder.csi.openstack.org',
  'csi.hetzner.cloud',
  'csi.scaleway.com',
  'disk.csi.azure.com',
  'diskplugin.csi.alibabacloud.com',
  'dobs.csi.digitalocean.com',
  EBS,
  'ebs.csi.eks.amazonaws.com',
  'kubernetes.io/aws-ebs',
  'kubernetes.io/azure-disk',
  'kubernetes.io/gce-pd',
  'linodebs.csi.linode.com',
  'pd.csi.storage.gke.io',
  'vpc.block.csi.ibm.io',
];

/** Of those the disks that belong to a region, or to a zone of storage that several zones of nodes may share. */
const WIDER = ['block.csi.vultr.com', 'cinder.csi.openstack.org', 'dobs.csi.digitalocean.com', 'linodebs.csi.linode.com'];

/** Disks of the network: any node can attach them, one at a time unless all may write. */
const ATTACHED = ['driver.longhorn.io', 'rbd.csi.ceph.com'];

/** File systems of the network, which no node attaches. */
const EVERYWHERE = [
  'cephfs.csi.ceph.com',
  'efs.csi.aws.com',
  'file.csi.azure.com',
  'filestore.csi.storage.gke.io',
  'nfs.csi.k8s.io',
  'smb.csi.k8s.io',
];

const REACH: ReadonlyMap<string, Reach> = new Map<string, Reach>([
  ...OF_NODES.map((name) => [name, 'node'] as const),
  ...OF_ZONES.map((name) => [name, 'zone'] as const),
  ...[...ATTACHED, ...EVERYWHERE].map((name) => [name, 'everywhere'] as const),
]);

/** Parameters of classes whose volumes lie elsewhere than the driver's others: disks of several zones, copies on the pod's node, pools by zone. */
const ELSEWHERE = /_ZRS$|^regional-pd$|-regional$|^hyperdisk-balanced-high-availability$|^strict-local$/i;

/**
 * Parameters that say where volumes are made.
 *
 * Source: k8s.io/csi-translation-lib v0.36.3, plugins/aws_ebs.go, gce_pd.go and azure_disk.go: `zone` and `zones` in any case; ceph-csi, docs/rbd.
 */
const PLACING = /^(?:zones?|topologyConstrainedPools)$/i;

/**
 * Where the volumes of a provisioner can be mounted; undefined for one that isn't listed, and for classes whose parameters change it.
 */
export function reachOf(provisioner: string, parameters: ReadonlyMap<string, string> = new Map()): Reach | undefined {
  const isElsewhere = [...parameters].some(([name, value]) => PLACING.test(name) || ELSEWHERE.test(value));
  if (isElsewhere) return undefined;
  return REACH.get(listedName(provisioner));
}

/** Drivers that say that they make raw devices. */
const DEVICES = [
  'cinder.csi.openstack.org',
  'csi.hetzner.cloud',
  'csi.scaleway.com',
  'disk.csi.azure.com',
  'diskplugin.csi.alibabacloud.com',
  'dobs.csi.digitalocean.com',
  'driver.longhorn.io',
  EBS,
  'kubernetes.io/aws-ebs',
  'kubernetes.io/azure-disk',
  'kubernetes.io/gce-pd',
  'pd.csi.storage.gke.io',
  'rbd.csi.ceph.com',
  'topolvm.cybozu.com',
  'topolvm.io',
  'vpc.block.csi.ibm.io',
];

/** Whether a provisioner surely makes volumes with `volumeMode: Block`. */
export function makesDevices(provisioner: string): boolean {
  return DEVICES.includes(listedName(provisioner));
}

/** Whether nodes of other zones may reach the volumes of a zone. */
export function mayReachFurther(provisioner: string): boolean {
  return WIDER.includes(provisioner);
}

/** Whether a node attaches the volumes of a provisioner that every node can mount. */
export function isAttached(provisioner: string): boolean {
  return ATTACHED.includes(listedName(provisioner));
}

/**
 * Whether a provisioner makes file systems that several nodes mount, so that it serves claims with `ReadWriteMany` or `ReadOnlyMany`. A disk is attached to one node,
 * except as a raw device.
 *
 * Source: aws-ebs-csi-driver, pkg/driver/controller.go, isValidVolumeCapabilities; rancher/local-path-provisioner, provisioner.go; ceph-csi, docs/rbd.
 */
export function servesManyNodes(provisioner: string): boolean {
  const name = listedName(provisioner);
  return !(REACH.get(name) === 'zone' || (OF_NODES.includes(name) && !FOLDERS.includes(name)) || name === 'rbd.csi.ceph.com');
}

/** Whether nodes attach the volumes of a driver, one at a time unless all may write. */
export function isDisk(driver: string): boolean {
  const name = listedName(driver);
  return OF_ZONES.includes(name) || ATTACHED.includes(name);
}

/** Rook names Ceph's drivers after its own namespace: `rook-ceph.rbd.csi.ceph.com`. */
function listedName(provisioner: string): string {
  return provisioner.replace(/^[^.]+\.(?=(?:rbd|cephfs)\.csi\.ceph\.com$)/, '');
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
