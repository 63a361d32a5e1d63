import type { Topology } from '../../cluster/topology';
import type { WorkloadResource } from '../../manifests/object-index';
import type { Assessment } from '../verdict/assessment';
import type { Context } from '../verdict/context';
import { exactly, longer } from './estimate';
import { type FailureRates, failureRates } from './rates';
import type { Estimate } from './risk';
import type { Route, Window } from './routes/route';
import type { Routes } from './routes/routes';

/** Everything that the rows of one workload are computed from. */
export interface Situation {
  readonly member: Assessment;
  readonly topology: Topology;
  readonly resource: WorkloadResource;
  readonly rates: FailureRates;
  /** Its pods at rest. */
  readonly pods: number;
  /** Whether it can lose a pod: else the figure of capacity holds the whole outage. */
  readonly spares: boolean;
  readonly zones: number;
  /** How its requests reach its pods: of several ways the slowest to notice a loss. Undefined where no Service leads to them. */
  readonly route?: Route;
}

/** The situation of a workload: of the service itself requests come from outside where they can, of a dependency from inside. */
export function situationOf(member: Assessment, context: Context, routes: Routes, isDependency: boolean): Situation | undefined {
  const { workload, predicate, setting } = member;
  const object = context.index.all(`${workload.kind}.apps`, workload.namespace, workload.name)[0];
  const resource = object && context.index.workload(object);
  if (!resource || predicate.replicas === 0) return undefined;
  // Nodes of Elasticsearch discover each other by name and then send their requests to addresses, which their own checks remove: elasticsearchRisks counts those.
  const inside = workload.declared.elasticsearch && routes.isDiscovery ? undefined : routes.inside;
  const ways = isDependency || routes.outside.length === 0 ? [inside] : routes.outside;
  return {
    member,
    topology: context.topology,
    resource,
    rates: failureRates(member, context.topology),
    pods: predicate.replicas,
    spares: predicate.tolerated > 0 && (predicate.shards === undefined || predicate.shards.copies > 1),
    zones: new Set(setting.grid.leaves.map(({ zone }) => zone)).size,
    route: slowest(ways.flatMap((way) => way ?? [])),
  };
}

/** As if all requests came by the route that goes on longest after a loss; of every figure the longest of all routes. */
function slowest(routes: readonly Route[]): Route | undefined {
  const seconds = ({ lost, failing, nodes }: Route) =>
    (lost.notice.value + lost.recover.value) * failing.value + (nodes ? nodes.notice.value : 0);
  const [first, ...others] = [...routes].sort((a, b) => seconds(b) - seconds(a));
  return first && others.reduce(longest, first);
}

function longest(one: Route, other: Route): Route {
  const nodes = one.nodes && other.nodes ? { ...one.nodes, ...longerWindow(one.nodes, other.nodes) } : (one.nodes ?? other.nodes);
  const addresses = one.addresses ?? other.addresses;
  return {
    by: one.by,
    lost: longerWindow(one.lost, other.lost),
    crashed: longerWindow(one.crashed, other.crashed),
    terminating: longer(one.terminating, other.terminating),
    failing: longer(one.failing, other.failing),
    refused: longer(one.refused, other.refused),
    ...(nodes ? { nodes } : {}),
    ...(addresses ? { addresses } : {}),
    ...(one.faulty && other.faulty ? { faulty: longer(one.faulty, other.faulty) } : {}),
  };
}

function longerWindow(one: Window, other: Window): Window {
  return { notice: longer(one.notice, other.notice), recover: longer(one.recover, other.recover) };
}

/** One of so many pods. */
export function shareOfOne(pods: number): Estimate {
  return exactly(1 / pods, { source: 'the pods at rest', basis: 'manifests', because: `1 of ${pods} pods` });
}
