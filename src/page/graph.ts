import type { ServiceResult } from '../availability';
import type { Scene } from '../availability/scene/scene';

/** What leads to what: an entry point, or a workload with its place in the scene. */
export interface GraphNode {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  /** Undefined of an entry point. */
  readonly workload?: number;
  /** Steps from the entry. */
  readonly level: number;
  /** Its place within its level. */
  readonly place: number;
}

interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly isSoft: boolean;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** The way of requests: entry points, the services behind them, and what these depend on. */
export function graphOf({ workloads }: Pick<Scene, 'workloads'>, services: readonly ServiceResult[]): Graph {
  const known = new Map(workloads.map(({ id }, at) => [id, at]));
  const entries = services.flatMap(({ kind, namespace, service, reachedBy = [] }) =>
    reachedBy.map((from): GraphEdge => ({ from, to: `${kind}/${namespace}/${service}`, isSoft: false })),
  );
  const inner = workloads.flatMap(({ id, dependsOn }) =>
    dependsOn.flatMap((edge): GraphEdge[] =>
      known.has(edge.id) && edge.id !== id ? [{ from: id, to: edge.id, isSoft: edge.isSoft }] : [],
    ),
  );
  const edges = [...new Map([...entries, ...inner].map((edge) => [`${edge.from} ${edge.to}`, edge])).values()];
  const ids = [...new Set([...entries.map(({ from }) => from), ...workloads.map(({ id }) => id)])];
  const levels = levelsOf(ids, edges, new Set(entries.map(({ from }) => from)));
  const places = new Map<number, number>();
  const nodes = ids.map((id): GraphNode => {
    const level = levels.get(id) ?? 0;
    const place = places.get(level) ?? 0;
    places.set(level, place + 1);
    const workload = known.get(id);
    const [kind = '', , ...name] = id.split('/');
    return { id, label: name.join('/') || id, kind, level, place, ...(workload !== undefined && { workload }) };
  });
  return { nodes, edges };
}

/** The longest way from an entry; a cycle ends where it began. Workloads that no entry leads to begin beside the first ones. */
function levelsOf(ids: readonly string[], edges: readonly GraphEdge[], entries: ReadonlySet<string>): ReadonlyMap<string, number> {
  const first = entries.size > 0 ? 1 : 0;
  const levels = new Map(ids.map((id) => [id, entries.has(id) ? 0 : first]));
  for (let round = 0; round < ids.length; round++) {
    let isSettled = true;
    for (const { from, to } of edges) {
      const next = (levels.get(from) ?? 0) + 1;
      if (next <= (levels.get(to) ?? 0) || next > ids.length) continue;
      levels.set(to, next);
      isSettled = false;
    }
    if (isSettled) break;
  }
  return levels;
}
