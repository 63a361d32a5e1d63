import { join } from 'node:path';
import { environments } from '../../../environments';
import type { Topology } from '../../../src/cluster/topology';
import type { Manifest } from '../../../src/synthesis/manifest';
import { type RequiredSecret, requiredSecrets } from '../../../src/synthesis/secrets';
import { indexed } from '../../indexed';
import { readManifests } from './manifests';
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

/** The environments as they are shipped: the YAML of dist/ on the topology of each one's own platform. */
export const subjects: readonly Subject[] = environments.map(({ name, platform }) => {
  const manifests = readManifests(join(__dirname, '..', '..', '..', 'dist', name));
  return {
    name,
    topology: platform.topology,
    manifests,
    classes: platformClasses(platform.storage),
    secrets: requiredSecrets(indexed(manifests)),
  };
});

/** The environment of that name. */
export function subject(name: string): Subject {
  const found = subjects.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`there is no environment ${name}; there are ${subjects.map((known) => known.name).join(', ')}`);
  return found;
}
