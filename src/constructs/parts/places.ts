import type { Pool } from '../../cluster/topology';
import { bytes, millicores } from '../../manifests/quantity';
import { bytesOf, millicoresOf } from './amount';
import type { PlatformFacts } from './platform-facts';
import type { Resources } from './resources';

/**
 * The number of pods with these resources that fit on the empty nodes of a platform, spread over its zones and nodes by `spreadOver`. It is an upper
 * bound: other pods need room, too.
 */
export function placesOf(platform: PlatformFacts, resources: Resources): number {
  // Within zones, tainted nodes don't count for the spread.
  const counted = platform.hasZones ? platform.pools.filter((pool) => !isTainted(pool)) : platform.pools;
  const most = Math.min(...counted.map((pool) => roomOf(pool, resources))) + 1;
  const inZones = platform.topology.zones.map((zone) =>
    sum(zone.pools.map((pool) => pool.count * Math.min(roomOf(pool, resources), most))),
  );
  return platform.hasZones ? evenly(inZones) : sum(inZones);
}

/** The pods that fit in all domains together if none may have more than one above the minimum. A full domain counts as well. */
function evenly(rooms: readonly number[]): number {
  const most = Math.min(...rooms) + 1;
  return sum(rooms.map((room) => Math.min(room, most)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function roomOf(pool: Pool, resources: Resources): number {
  if (isTainted(pool)) return 0;
  const { allocatable } = pool;
  const cpu = times(millicores(allocatable.cpu), millicoresOf(resources.cpu));
  const memory = times(bytes(allocatable.memory), bytesOf(resources.memory));
  return Math.floor(Math.min(cpu, memory, allocatable.pods));
}

/** How many times a part fits in the whole; 0 if either is unknown, which is refused elsewhere. */
function times(whole = 0, part = Number.POSITIVE_INFINITY): number {
  return whole / part;
}

function isTainted({ taints = [] }: Pool): boolean {
  return taints.some(({ effect }) => effect !== 'PreferNoSchedule');
}
