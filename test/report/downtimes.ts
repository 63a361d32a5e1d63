import type { Basis, Downtime, Estimate, Range, Risk, ServiceResult } from '../../src/availability';

/** A range whose ends are a factor away. */
export function range(value: number, factor = 1): Range {
  return { value, low: value / factor, high: value * factor };
}

export function estimate(
  value: number,
  source: string,
  basis: Basis,
  { factor = 1, because }: { factor?: number; because?: string } = {},
): Estimate {
  return { ...range(value, factor), source, basis, ...(because === undefined ? {} : { because }) };
}

const pods = estimate(1 / 3, 'the ready pods', 'manifests', { because: '1 of 3 pods' });
const all = estimate(1, 'everyone', 'assumption');

/** Every shape of a row: a service level, events, a dependency's, a proof's share of the time, and one that costs nothing. */
export const region: Risk = {
  id: 'region',
  cause: 'the region is down',
  unavailability: { value: 1e-4, low: 1e-5, high: 1e-4, source: 'service level of EC2', basis: 'commitment' },
  share: all,
  minutes: { value: 52.596, low: 5.2596, high: 52.596 },
};
export const entry: Risk = {
  id: 'entry-health-check',
  cause: 'the load balancer sends requests to a lost node until its health check fails',
  events: estimate(11.4, 'Ford et al., OSDI 2010', 'topology', { factor: 2, because: '6 nodes and 3 zones' }),
  share: pods,
  notice: estimate(12, 'the annotations of the Ingress', 'manifests', { because: '2 x 5 s + 2 s' }),
  recover: estimate(0, 'the load balancer', 'default'),
  minutes: range(0.76, 2),
};
export const election: Risk = {
  ...entry,
  id: 'election',
  cause: 'the elected master is lost',
  of: 'StatefulSet/shop/elasticsearch',
  notice: estimate(90, 'Elasticsearch 9 fault detection', 'default'),
  recover: estimate(7200, 'nobody measured it', 'assumption', { factor: 3 }),
  minutes: { value: 5.7, low: 2, high: 17 },
};
export const capacity: Risk = {
  id: 'capacity',
  cause: 'fewer pods are ready than needed',
  unavailability: estimate(1.93e-7, 'the proof', 'topology'),
  share: estimate(1, 'needed', 'manifests'),
  minutes: range(0.102),
};
export const nothing: Risk = { ...capacity, id: 'rollout', unavailability: estimate(0, 'preStop', 'manifests'), minutes: range(0) };

/** A service whose budget is kept. */
export const downtime: Downtime = {
  risks: [region, election, entry, { ...entry, id: 'node-failover', minutes: range(0.4, 2) }, capacity, nothing],
  sum: { value: 59.56, low: 7.9, high: 71.6 },
  allowed: 262.98,
  left: { value: 203.4, low: 191, high: 255 },
  verdict: 'kept',
  because: 'even the largest sum leaves 191 of 263 minutes a year',
  notIncluded: [{ what: 'DNS', because: 'no rate is declared' }],
};

/** A proved service with some downtime. */
export function serviceWith(given: Partial<Downtime>, more: Partial<ServiceResult> = {}): ServiceResult {
  const unavailability = { lower: 0, upper: 1.93e-7 };
  const placement = { vectors: [], unavailability, exact: true, complete: true };
  return {
    service: 'backend',
    kind: 'Deployment',
    namespace: 'shop',
    verdict: 'proved',
    because: 'no single event stops it',
    replicas: 3,
    needed: 2,
    neededSource: 'declared',
    neededBecause: 'nines.dev/needed',
    target: 0.9995,
    unavailability,
    availability: { lower: 1 - 1.93e-7, upper: 1 },
    nines: 6.7,
    minutesPerYear: 0.102,
    downtime: { ...downtime, ...given },
    singlePointsOfFailure: [],
    cutSets: [],
    events: [],
    placements: { fresh: placement, afterRollouts: placement, afterFailure: placement },
    stuck: [],
    advice: [],
    ...more,
  };
}
