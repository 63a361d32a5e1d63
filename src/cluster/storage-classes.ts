/** Where a volume can be mounted: on its node, in its zone, or everywhere. */
export type Reach = 'node' | 'zone' | 'everywhere';

/** The driver of EKS' disks. */
export const EBS = 'ebs.csi.aws.com';

/** What volumes are, which decides who can mount them. */
type Kind =
  /** Folders of a node, which all of its pods may use. */
  | 'folder'
  /** Disks of a node. */
  | 'node-disk'
  /** Disks of a zone: the nodes of no other can attach them. */
  | 'zone-disk'
  /** Disks that belong to a region, or to a zone of storage that several zones of nodes may share. */
  | 'wider-disk'
  /** Disks of the network: any node can attach them, one at a time unless all may write. */
  | 'network-disk'
  /** File systems of the network, which no node attaches. */
  | 'file-system';

const REACH: Readonly<Record<Kind, Reach>> = {
  folder: 'node',
  'node-disk': 'node',
  'zone-disk': 'zone',
  'wider-disk': 'zone',
  'network-disk': 'everywhere',
  'file-system': 'everywhere',
};

interface Driver {
  readonly kind: Kind;

  /** Whether it says that it makes raw devices. */
  readonly hasDevices?: true;

  /** Whether several nodes mount its disks through a file server of its own. */
  readonly isShared?: true;
}

/**
 * The drivers that are known.
 *
 * Source of these names and of what drivers can do: kubernetes-csi.github.io/docs/drivers.html of 2026-05-22, but for EKS Auto Mode (docs.aws.amazon.com/eks, Create a
 * storage class), OpenEBS, Rancher and the built-in ones (k8s.io/csi-translation-lib v0.36.3).
 */
const DRIVERS: ReadonlyMap<string, Driver> = new Map<string, Driver>([
  ['docker.io/hostpath', { kind: 'folder' }],
  ['hostpath.csi.k8s.io', { kind: 'folder' }],
  ['k8s.io/minikube-hostpath', { kind: 'folder' }],
  ['kubernetes.io/no-provisioner', { kind: 'folder' }],
  ['microk8s.io/hostpath', { kind: 'folder' }],
  ['local.csi.openebs.io', { kind: 'node-disk' }],
  ['openebs.io/local', { kind: 'node-disk' }],
  ['rancher.io/local-path', { kind: 'node-disk' }],
  ['topolvm.cybozu.com', { kind: 'node-disk', hasDevices: true }],
  ['topolvm.io', { kind: 'node-disk', hasDevices: true }],
  ['zfs.csi.openebs.io', { kind: 'node-disk' }],
  ['blockvolume.csi.oraclecloud.com', { kind: 'zone-disk' }],
  ['csi.hetzner.cloud', { kind: 'zone-disk', hasDevices: true }],
  ['csi.scaleway.com', { kind: 'zone-disk', hasDevices: true }],
  ['disk.csi.azure.com', { kind: 'zone-disk', hasDevices: true }],
  ['diskplugin.csi.alibabacloud.com', { kind: 'zone-disk', hasDevices: true }],
  [EBS, { kind: 'zone-disk', hasDevices: true }],
  ['ebs.csi.eks.amazonaws.com', { kind: 'zone-disk' }],
  ['kubernetes.io/aws-ebs', { kind: 'zone-disk', hasDevices: true }],
  ['kubernetes.io/azure-disk', { kind: 'zone-disk', hasDevices: true }],
  ['kubernetes.io/gce-pd', { kind: 'zone-disk', hasDevices: true }],
  ['pd.csi.storage.gke.io', { kind: 'zone-disk', hasDevices: true }],
  ['vpc.block.csi.ibm.io', { kind: 'zone-disk', hasDevices: true }],
  ['block.csi.vultr.com', { kind: 'wider-disk' }],
  ['cinder.csi.openstack.org', { kind: 'wider-disk', hasDevices: true }],
  ['dobs.csi.digitalocean.com', { kind: 'wider-disk', hasDevices: true }],
  ['linodebs.csi.linode.com', { kind: 'wider-disk' }],
  ['driver.longhorn.io', { kind: 'network-disk', hasDevices: true, isShared: true }],
  ['rbd.csi.ceph.com', { kind: 'network-disk', hasDevices: true }],
  ['cephfs.csi.ceph.com', { kind: 'file-system' }],
  ['efs.csi.aws.com', { kind: 'file-system' }],
  ['file.csi.azure.com', { kind: 'file-system' }],
  ['filestore.csi.storage.gke.io', { kind: 'file-system' }],
  ['nfs.csi.k8s.io', { kind: 'file-system' }],
  ['smb.csi.k8s.io', { kind: 'file-system' }],
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
  const driver = driverOf(provisioner);
  return driver && REACH[driver.kind];
}

/** Whether a provisioner surely makes volumes with `volumeMode: Block`. */
export function makesDevices(provisioner: string): boolean {
  return driverOf(provisioner)?.hasDevices ?? false;
}

/** Whether nodes of other zones may reach the volumes of a zone. */
export function mayReachFurther(provisioner: string): boolean {
  return driverOf(provisioner)?.kind === 'wider-disk';
}

/** Whether a node attaches the volumes of a provisioner that every node can mount. */
export function isAttached(provisioner: string): boolean {
  return driverOf(provisioner)?.kind === 'network-disk';
}

/**
 * Whether a provisioner makes file systems that several nodes mount, so that it serves claims with `ReadWriteMany` or `ReadOnlyMany`. A disk is attached to one node,
 * except as a raw device.
 *
 * Source: aws-ebs-csi-driver, pkg/driver/controller.go, isValidVolumeCapabilities; rancher/local-path-provisioner, provisioner.go; ceph-csi, docs/rbd.
 */
export function servesManyNodes(provisioner: string): boolean {
  const driver = driverOf(provisioner);
  return driver === undefined || driver.kind === 'folder' || driver.kind === 'file-system' || driver.isShared === true;
}

/** Whether nodes attach the volumes of a driver, one at a time unless all may write. */
export function isDisk(driver: string): boolean {
  const kind = driverOf(driver)?.kind;
  return kind === 'zone-disk' || kind === 'wider-disk' || kind === 'network-disk';
}

/** The driver of that name. Rook names Ceph's after its own namespace: `rook-ceph.rbd.csi.ceph.com`. */
function driverOf(provisioner: string): Driver | undefined {
  return DRIVERS.get(provisioner.replace(/^[^.]+\.(?=(?:rbd|cephfs)\.csi\.ceph\.com$)/, ''));
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
