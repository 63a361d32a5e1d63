import type { Pool, Topology } from '../../cluster/topology';
import type { EntryClass } from '../ingress/entry-class';

/** What constructs ask of the place that they run on. None of them asks for its name. */
export interface PlatformFacts {
  /** What people call it. */
  readonly name: string;

  /** Its zones, nodes, their sizes and how often they fail. */
  readonly topology: Topology;

  /** Where volumes come from. */
  readonly storage: PlatformStorage;

  /** How requests come in: by an Ingress of some class, or by a Gateway. */
  readonly ingress: EntryClass;

  /** Whether its nodes carry a zone label: a required spread over zones can be scheduled only then. */
  readonly hasZones: boolean;

  /** All its pools of nodes. */
  readonly pools: readonly Pool[];

  /** How many nodes it has altogether. */
  readonly nodeCount: number;
}

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
