import type { Topology } from '../../../src/cluster/topology';
import type { Destination } from '../../../src/synthesis/destination';
import type { Manifest } from '../../../src/synthesis/manifest';
import { type RequiredSecret, requiredSecrets } from '../../../src/synthesis/secrets';
import { indexed } from '../../indexed';
import { platformClasses } from './storage-classes';

/** What a test deploys, and where. */
export interface Subject {
  readonly name: string;
  readonly topology: Topology;
  readonly manifests: readonly Manifest[];
  /** StorageClasses that the platform brings. */
  readonly classes: readonly Manifest[];
  readonly secrets: readonly RequiredSecret[];
}

/** These manifests on the topology of the environment's own platform. */
export function subjectOf({ name, platform }: Destination, manifests: readonly Manifest[]): Subject {
  return {
    name,
    topology: platform.topology,
    manifests,
    classes: platformClasses(platform.storage),
    secrets: requiredSecrets(indexed(manifests)),
  };
}
