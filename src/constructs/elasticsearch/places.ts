import type { Pool } from '../../cluster/topology';
import type { PlatformFacts } from '../parts/platform-facts';
import type { Resources } from '../parts/resources';
import { bytes, cores } from '../parts/rounding';

/**
 * How many pods of those resources find a place on the empty nodes of a platform, spread over its zones and nodes as `spreadOver` asks for. It is the
 * most that can be hoped for: other pods take their share.
 */
export function placesOf(platform: PlatformFacts, resources: Resources): number {
  const onNodes = (pool: Pool) => Array.from({ length: pool.count }, () => roomOf(pool, resources));
  const least = Math.min(...platform.pools.map((pool) => roomOf(pool, resources)));
  const inZones = platform.topology.zones.map((zone) => evenly(zone.pools.flatMap(onNodes), least));
  return platform.hasZones ? evenly(inZones) : sum(inZones);
}

/** What domains take together where none may have more than one pod above the least: one that takes nothing counts as well. */
function evenly(rooms: readonly number[], least = Math.min(...rooms)): number {
  return sum(rooms.map((room) => Math.min(room, least + 1)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function roomOf({ taints = [], allocatable }: Pool, { cpu, memory }: Resources): number {
  if (taints.some(({ effect }) => effect !== 'PreferNoSchedule')) return 0;
  return Math.floor(
    Math.min(cores(allocatable.cpu) / cores(cpu.amount), bytes(allocatable.memory) / bytes(memory.asString()), allocatable.pods),
  );
}
