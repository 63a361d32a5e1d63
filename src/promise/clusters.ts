import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { workloadTypes } from '../availability/workload/workload';
import type { Topology } from '../cluster/topology';
import { append } from '../manifests/multimap';
import { typeOf } from '../manifests/scope';
import type { Places } from './places';

/** A cluster, and the objects of a tree that go to it. */
export interface Cluster {
  readonly topology: Topology;
  readonly objects: readonly ApiObject[];
}

type Chart = readonly ApiObject[];

/** The objects by the chart that writes them. */
export function chartsOf(objects: readonly ApiObject[]): ReadonlyMap<IConstruct, Chart> {
  const charts = new Map<IConstruct, ApiObject[]>();
  for (const object of objects) append(charts, object.chart, object);
  return charts;
}

/** The clusters that charts go to. Each chart must have a platform. */
export function clustersOf(charts: ReadonlyMap<IConstruct, Chart>, places: Places): readonly Cluster[] {
  const byPlace = new Map<string, Chart[]>();
  for (const [chart, objects] of charts) append(byPlace, places.keyFor(chart) ?? '', objects);
  return [...places.all].flatMap(([key, { topology }]) =>
    separated(byPlace.get(key) ?? []).map((group) => ({ topology, objects: group.flat() })),
  );
}

/**
 * Charts with equal platforms share a cluster: the cautious reading, since they then share its nodes. But no cluster holds two workloads of one
 * name, so charts that repeat one, such as `staging` and `production`, are on clusters of their own. A chart that repeats nothing may be on any
 * of them, and counts on each.
 */
function separated(charts: readonly Chart[]): readonly (readonly Chart[])[] {
  const workloads = charts.flatMap((chart) => [...new Set(chart.filter(isWorkload).map(idOf))]);
  if (new Set(workloads).size === workloads.length) return [charts];
  const counts = new Map<string, number>();
  for (const id of charts.flatMap((chart) => [...namesIn(chart)])) counts.set(id, (counts.get(id) ?? 0) + 1);
  const repeats = (chart: Chart) => [...namesIn(chart)].some((id) => (counts.get(id) ?? 0) > 1);
  const groups: { readonly charts: Chart[]; readonly names: Set<string> }[] = [];
  for (const chart of charts.filter(repeats)) {
    const names = [...namesIn(chart)];
    const group = groups.find((it) => names.every((name) => !it.names.has(name)));
    if (group) {
      group.charts.push(chart);
      for (const name of names) group.names.add(name);
    } else groups.push({ charts: [chart], names: new Set(names) });
  }
  const shared = charts.filter((chart) => !repeats(chart));
  return groups.map((group) => [...group.charts, ...shared]);
}

function namesIn(chart: Chart): ReadonlySet<string> {
  return new Set(chart.map(idOf));
}

function isWorkload({ apiVersion, kind }: ApiObject): boolean {
  return workloadTypes.includes(typeOf(apiVersion, kind));
}

function idOf({ apiVersion, kind, metadata, name }: ApiObject): string {
  return [typeOf(apiVersion, kind), metadata.namespace ?? '', name].join('/');
}
