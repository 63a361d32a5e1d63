/** A StorageClass that a platform comes with. The defaults are those of Kubernetes. */
export interface ReadyClass {
  /** The name of the class. */
  readonly name: string;

  /**
   * What happens to a volume when its claim is deleted.
   *
   * @default 'Delete'
   */
  readonly reclaimPolicy?: 'Delete' | 'Retain';

  /**
   * Whether a volume is provisioned immediately, or where its first pod is scheduled.
   *
   * @default 'Immediate'
   */
  readonly volumeBindingMode?: 'Immediate' | 'WaitForFirstConsumer';
}

/** The source of persistent volumes. */
export interface PlatformStorage {
  /** The provisioner: a CSI driver that must run in the cluster, or a built-in one of the platform. */
  readonly provisioner: string;

  /**
   * A StorageClass that the platform comes with.
   *
   * @default none: the application creates a class
   */
  readonly ready?: ReadyClass;

  /**
   * The parameters of the provisioner, for a class that the application creates.
   *
   * @default none
   */
  readonly parameters?: Readonly<Record<string, string>>;
}
