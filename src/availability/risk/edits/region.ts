import type { OutsideService } from '../../../cluster/yearly-facts';
import { parseTarget } from '../../../manifests/percentage';
import { onTopology } from '../../advice/growth';
import type { Context } from '../../verdict/context';
import type { Lever } from './edit';

/** What a second region has one of its own of. */
const doubled: ReadonlySet<string> = new Set(['region', 'load-balancer']);

/** Both regions, or both load balancers, fail at a time. */
function twice(service: OutsideService): OutsideService {
  const lost = 1 - (parseTarget(service.availability) ?? 1);
  return doubled.has(service.kind) ? { ...service, availability: `${(100 * (1 - lost * lost)).toFixed(12)}%` } : service;
}

function withSecondRegion(context: Context): Context | undefined {
  const { topology } = context;
  const { region, outside = [] } = topology;
  const isDeclared = (region?.rate ?? 'never') !== 'never' || outside.some(({ kind }) => doubled.has(kind));
  return isDeclared ? onTopology({ ...topology, region: undefined, outside: outside.map(twice) }, context) : undefined;
}

/** The rows that nothing in one region shortens: a provider's commitment stays what it is. */
export const secondRegion: Lever = {
  name: 'a second region',
  edits: [
    {
      change: 'serve from a second region too, and send nobody to one that fails',
      atMost: 'what it takes to switch, and to keep data in both, is not counted',
      idle: 'no row is about its region',
      apply: withSecondRegion,
    },
  ],
  otherwise: 'the topology declares neither a region nor a load balancer outside of the cluster',
};
