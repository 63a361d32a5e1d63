import type { Construct } from 'constructs';
import { requireReason } from '../parts/accept';
import { placesOf } from '../parts/places';
import type { PlatformFacts } from '../parts/platform-facts';
import { refuse } from '../parts/refuse';
import type { Resources } from '../parts/resources';
import { shown } from '../parts/shown';
import type { Masters } from './props';

const setting = 'masters';

/** The number of masters. @throws on a number without a safe majority, and on a single one without a reason */
export function mastersOf(construct: Construct, props: Masters): number {
  if (props.accept !== undefined) {
    // JavaScript and casts bypass the types.
    const { accept, masters }: { accept: string; masters?: number } = props;
    if (masters !== undefined) {
      const message = `contradicts accept: ${shown(accept)}, got ${shown(masters)}`;
      refuse(construct, { setting, message, fix: 'omit masters, or omit accept and because' });
    }
    requireReason(construct, props, 'single-replica');
    return 1;
  }
  const { masters } = props;
  if ([3, 5, 7].includes(masters)) return masters;
  const isOne = (masters as number) === 1;
  const message = isOne
    ? 'must be 3 or more, since one is a single point of failure, got 1'
    : `must be 3, 5 or 7 to form a quorum, got ${shown(masters)}`;
  refuse(construct, {
    setting,
    message,
    fix: isOne ? "use 3, 5 or 7, or write accept: 'single-replica', because: '...'" : 'use 3, 5 or 7',
  });
  return masters;
}

/** Refuses masters that the spread can't place so that a majority survives the loss of any zone or node. */
export function requireMajority(
  construct: Construct,
  platform: PlatformFacts,
  masters: number,
  accepted: boolean,
  at: string = setting,
): void {
  if (![3, 5, 7].includes(masters)) return;
  const minority = Math.floor((masters - 1) / 2);
  const zones = zonesOf(platform).length;
  const [domains, one] = zones > 0 ? [zones, 'zone'] : [platform.nodeCount, 'node'];
  const together = Math.ceil(masters / domains);
  if (accepted) {
    if (zones === 2) return;
    const why = zones > 0 ? 'a majority survives the loss of any zone' : `${platform.name} has no two zones`;
    refuse(construct, { setting: 'zoneLoss', message: `has no effect: ${why}`, fix: 'omit it' });
  }
  if (together <= minority) return;
  refuse(construct, {
    setting: at,
    message: `must keep a majority when a ${one} is lost, but ${domains === 1 ? `the only ${one}` : `one of ${domains} ${one}s`} holds ${together} of ${masters}`,
    fix: `use ${Math.ceil(masters / minority)} ${one}s or more, ${zones === 2 ? "write zoneLoss: { accept: 'larger-zone', because: '...' }, " : ''}or write accept: 'single-replica', because: '...'`,
  });
}

/** The first election needs all masters. @throws if one can't be scheduled, since the others would wait for it forever */
export function requireEveryPlace(
  construct: Construct,
  platform: PlatformFacts,
  masters: number,
  resources: Resources,
  at: string = setting,
): void {
  const places = placesOf(platform, resources);
  if (!(masters > places)) return;
  const ask = `${resources.cpu.amount} of CPU and ${resources.memory.asString()} of memory`;
  refuse(construct, {
    setting: at,
    message: `must all be scheduled to bootstrap the cluster, but only ${places} of ${masters} fit on the nodes of ${platform.name}, at ${ask} each`,
    fix: 'reduce the requests, or add or enlarge nodes without taints in every zone',
  });
}

/** The zones to spread pods over: those of a platform with several zones and nodes with a zone label. */
export function zonesOf(platform: PlatformFacts): string[] {
  return platform.hasZones && platform.topology.zones.length > 1 ? platform.topology.zones.map(({ name }) => name) : [];
}
