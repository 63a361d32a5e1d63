import type { Topology } from '../../cluster/topology';
import type { OutsideService } from '../../cluster/yearly-facts';
import { parseDuration } from '../../manifests/duration';
import { parseTarget } from '../../manifests/percentage';
import { between, exactly } from './estimate';
import { addressOf, eventsOf } from './rates';
import type { Risk } from './risk';
import { eventRisk, shareRisk } from './row';

/** A provider may do twice as well as it commits itself to, or half as well: it pays, and that is all. */
const COMMITMENT = 2;

const all = exactly(1, { source: 'no request gets past it', basis: 'topology' });

/** Kinds that only requests from outside meet. */
const atTheEntry: ReadonlySet<string> = new Set(['load-balancer', 'dns', 'certificates']);

/** What a service depends on outside of the cluster, as the topology declares it. */
export function outsideRisks(service: string, isReached: boolean, topology: Topology): readonly Risk[] {
  const concerned = (topology.outside ?? []).filter((it) => concerns(it, service, isReached));
  const known = new Map<string, number>();
  const declared = concerned.map((it) => {
    const count = (known.get(it.kind) ?? 0) + 1;
    known.set(it.kind, count);
    return outsideRisk(it, count === 1 ? it.kind : `${it.kind}-${count}`);
  });
  return [...regionRisks(topology), ...declared];
}

/** Whether a service needs something outside: what its kind concerns, or what is written. */
export function concerns({ kind, services }: OutsideService, service: string, isReached: boolean): boolean {
  return services ? services.includes(service) : isReached || !atTheEntry.has(kind);
}

function outsideRisk({ name, availability, source, url, basis = 'commitment' }: OutsideService, id: string): Risk {
  // Subtraction makes digits up: 1 - 0.9999 is 0.00009999999999998899.
  const lost = Number((1 - (parseTarget(availability) ?? 1)).toPrecision(12));
  const factor = basis === 'commitment' ? COMMITMENT : 1;
  const unavailability = between(lost / factor, lost, Math.min(1, lost * factor), {
    source,
    ...addressOf({ url }),
    // Nobody measures that something never fails, and nobody commits to it: it is what the topology says.
    basis: lost === 0 ? 'topology' : basis,
    because: `1 - ${availability}`,
  });
  return shareRisk({ id, cause: `${name} is not available` }, { unavailability, share: all });
}

/** The rate of the topology's region. */
function regionRisks({ region }: Topology): readonly Risk[] {
  const rate = region?.rate ?? 'never';
  if (rate === 'never') return [];
  return [
    eventRisk(
      { id: 'region-rate', cause: 'the whole region fails' },
      {
        events: eventsOf(rate),
        share: all,
        notice: exactly(0, { source: 'included in mttr', basis: 'topology' }),
        recover: exactly(parseDuration(rate.mttr) ?? 0, { source: rate.source, basis: 'topology' }),
      },
    ),
  ];
}
