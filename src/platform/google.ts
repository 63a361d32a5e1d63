import { sources } from '../cluster/sources';
import type { OutsideService } from '../cluster/yearly-facts';

/**
 * What Google commits itself to for instances in several zones of a region, and for load balancing, in the Premium Tier of its network. The Standard Tier,
 * and the regions Mexico and Stockholm, have less.
 *
 * @see https://cloud.google.com/compute/sla
 */
export function googleOutside(zones: readonly string[]): readonly OutsideService[] {
  const balancer = { name: 'the load balancer', kind: 'load-balancer', availability: '99.99%', ...sources.googleCompute } as const;
  if (zones.length < 2) return [balancer];
  const region = /^(.+\d)-[a-z]$/.exec(zones[0] ?? '')?.[1];
  const name = region === undefined ? 'the region' : `the region ${region}`;
  return [{ name, kind: 'region', availability: '99.99%', ...sources.googleCompute }, balancer];
}
