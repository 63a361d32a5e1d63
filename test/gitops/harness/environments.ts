import { join } from 'node:path';
import { environments } from '../../../environments';
import type { Destination } from '../../../src';
import { parseQuantity } from '../../../src/manifests/quantity';
import { readManifests } from '../../cluster/harness/manifests';
import { type Subject, subjectOf } from '../../cluster/harness/subject';
import { UsageError } from '../../cluster/harness/usage-error';

export const DIST = join(__dirname, '../../../dist');

/** An environment as it is shipped. */
export interface Target extends Subject {
  readonly environment: Destination;
}

/** The environments of these names; all of them where no name is given. Those that Argo CD doesn't deploy are tested like those that it syncs by itself. */
export function chosen(names: readonly string[]): Target[] {
  const known = environments.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new UsageError(`unknown environment ${unknown.join(', ')}; write one of ${known.join(', ')}`);
  const wanted = environments.filter(({ name }) => names.length === 0 || names.includes(name));
  return wanted.map((environment) => ({
    ...roomy(subjectOf(environment, readManifests(join(DIST, environment.name)))),
    environment: { ...environment, sync: environment.sync ?? 'automatic' },
  }));
}

/** On nodes of twice the size: a renamed namespace is a second copy of everything beside the first. */
function roomy(subject: Subject): Subject {
  const { topology } = subject;
  const twice = (quantity: string): string => `${Math.round(2000 * (parseQuantity(quantity) ?? 0))}m`;
  const zones = topology.zones.map((zone) => ({
    ...zone,
    pools: zone.pools.map((pool) => {
      const { cpu, memory, pods } = pool.allocatable;
      return { ...pool, allocatable: { ...pool.allocatable, cpu: twice(cpu), memory: twice(memory), pods: 2 * pods } };
    }),
  }));
  return { ...subject, topology: { ...topology, zones } };
}
