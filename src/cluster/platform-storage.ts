/** A StorageClass that a platform brings along. What isn't said here is as Kubernetes has it for a class that doesn't say. */
export interface ReadyClass {
  /** What the platform calls it. */
  readonly name: string;

  /**
   * What becomes of a volume whose claim is deleted.
   *
   * @default 'Delete'
   */
  readonly reclaimPolicy?: 'Delete' | 'Retain';

  /**
   * Whether a volume is made at once, or where its first pod goes.
   *
   * @default 'Immediate'
   */
  readonly volumeBindingMode?: 'Immediate' | 'WaitForFirstConsumer';
}

/** Where persistent volumes come from. */
export interface PlatformStorage {
  /** The provisioner: the name of the CSI driver that must run in the cluster, or the platform's own. */
  readonly provisioner: string;

  /**
   * A StorageClass that the platform brings along and that can be relied on.
   *
   * @default none: the application brings a class of its own
   */
  readonly ready?: ReadyClass;

  /**
   * The provisioner's own parameters, for a class that the application brings.
   *
   * @default none
   */
  readonly parameters?: Readonly<Record<string, string>>;
}
