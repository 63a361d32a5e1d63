import type { PlatformStorage } from '../../cluster/platform-storage';
import type { Pool, Topology } from '../../cluster/topology';
import type { EntryClass } from './entry-class';

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
