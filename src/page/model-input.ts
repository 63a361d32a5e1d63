import type { Topology } from '../cluster/topology';

/** What the model judges: objects and what they run on. Plain JSON data. */
export interface ModelInput {
  readonly documents: readonly unknown[];
  readonly topology: Topology;
  /** The availability asked of services that declare none, as a fraction. */
  readonly target?: number;
}
