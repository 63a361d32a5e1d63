import { type Incident, type IncidentRecord, rowOf } from '../../cluster/incidents';
import type { Topology } from '../../cluster/topology';
import { type OutsideBasis, type OutsideService, outsideKinds } from '../../cluster/yearly-facts';
import { parseDuration } from '../../manifests/duration';
import { parseTarget } from '../../manifests/percentage';
import { between, exactly } from './estimate';
import { ASSUMED, addressOf, eventsOf, isAssumed } from './rates';
import type { Estimate, Risk } from './risk';
import { eventRisk, shareRisk } from './row';

/**
 * By how much a figure may be wrong that states no factor. A provider may do twice as well as it commits itself to, or half as well: it pays, and that is all. What is
 * assumed is as uncertain as an assumed rate.
 */
const FACTORS: Readonly<Record<OutsideBasis, number>> = { commitment: 2, measured: 1, assumption: ASSUMED };

/** Who needs it fails with it: which services that are is the topology's to say, and what it doesn't say is counted for all. */
function allOf({ services }: Pick<OutsideService, 'services'>): Estimate {
  return services
    ? exactly(1, { source: 'services of it in the topology: no request gets past it', basis: 'topology' })
    : exactly(1, { source: 'no request gets past it, as the topology names no service that could', basis: 'default' });
}

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

/** The record of a service: without the incidents that can't have hit it. */
export function recordFor(topology: Topology, chain: readonly string[], isReached: boolean): IncidentRecord | undefined {
  const { incidents: record } = topology;
  return record && { ...record, incidents: record.incidents.filter((it) => concernsIncident(it, chain, isReached, topology)) };
}

/** Whether an incident could hit a service: the workload that it names is part of its chain, or its cause concerns it. */
function concernsIncident(incident: Incident, chain: readonly string[], isReached: boolean, { outside = [] }: Topology): boolean {
  if (incident.service !== undefined) return chain.includes(incident.service);
  const kind = outsideKinds.find((it) => it === rowOf(incident));
  if (kind === undefined) return true;
  const declared = outside.filter((it) => it.kind === kind);
  if (declared.length === 0) return isReached || !atTheEntry.has(kind);
  return declared.some((it) => concerns(it, chain[0] as string, isReached));
}

function outsideRisk({ name, availability, source, url, ...declared }: OutsideService, id: string): Risk {
  // Subtraction makes digits up: 1 - 0.9999 is 0.00009999999999998899.
  const lost = Number((1 - (parseTarget(availability) ?? 1)).toPrecision(12));
  const { basis = isAssumed(source) ? 'assumption' : 'commitment' } = declared;
  const { factor = FACTORS[basis] } = declared;
  const unavailability = between(lost / factor, lost, Math.min(1, lost * factor), {
    source,
    ...addressOf({ url }),
    // Nobody measures that something never fails, and nobody commits to it: it is what the topology says.
    basis: lost === 0 ? 'topology' : basis,
    because: `1 - ${availability}`,
  });
  return shareRisk({ id, cause: `${name} is not available` }, { unavailability, share: allOf(declared) });
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
        share: allOf({}),
        notice: exactly(0, { source: 'included in mttr', basis: 'topology' }),
        recover: exactly(parseDuration(rate.mttr) ?? 0, { source: rate.source, basis: 'topology' }),
      },
    ),
  ];
}
