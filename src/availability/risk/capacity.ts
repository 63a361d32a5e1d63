import type { Bounds } from '../result';
import { exactly } from './estimate';
import type { Risk } from './risk';
import { shareRisk } from './row';

/** Fewer pods ready than needed, of the service or of what it can't do without: the figure of the proof, without the region. */
export function capacityRisk({ lower, upper }: Bounds): Risk {
  const unavailability = {
    value: upper,
    low: lower,
    high: upper,
    source: 'the proof, in the worst placement that the scheduler can reach',
    basis: 'topology',
    because: 'the share of time with fewer ready pods than needed, from the rates of zones, nodes and pods',
  } as const;
  const share = exactly(1, 'fewer pods than needed count as an outage for all', 'manifests');
  return shareRisk({ id: 'capacity', cause: 'fewer pods are ready than needed' }, { unavailability, share });
}
