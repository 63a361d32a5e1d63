import type { Pool, Rate, Topology, Zone } from '../cluster/topology';
import { annotation } from '../manifests/annotations';
import { parseDuration } from '../manifests/duration';
import type { ModelInput } from './model-input';

/** What a reader changes in a page. */
export interface Switches {
  /** Pods at rest by workload, as kind/namespace/name. */
  readonly replicas: Readonly<Record<string, number>>;
  /** Targets such as `99.95%` by workload. */
  readonly targets: Readonly<Record<string, string>>;
  /** @default as many as the topology has */
  readonly zones?: number;
  /** Nodes in each pool. @default as the topology has it */
  readonly nodes?: number;
  /** How many times as often each fails. */
  readonly failures: { readonly zones: number; readonly nodes: number; readonly pods: number };
}

export const unchanged: Switches = { replicas: {}, targets: {}, failures: { zones: 1, nodes: 1, pods: 1 } };

/** The same manifests and cluster with what a reader changed, as somebody would write it. */
export function switched({ documents, topology, target }: ModelInput, switches: Switches): ModelInput {
  return { documents: documents.map((document) => documentWith(document, switches)), topology: topologyWith(topology, switches), target };
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function documentWith(document: unknown, { replicas, targets }: Switches): unknown {
  const object = fieldsOf(document);
  const metadata = fieldsOf(object['metadata']);
  const spec = fieldsOf(object['spec']);
  const id = `${object['kind']}/${metadata['namespace'] ?? 'default'}/${metadata['name']}`;
  const [count, target] = [replicas[id], targets[id]];
  const scaled = fieldsOf(spec['scaleTargetRef']);
  const min =
    object['kind'] === 'HorizontalPodAutoscaler'
      ? replicas[`${scaled['kind']}/${metadata['namespace'] ?? 'default'}/${scaled['name']}`]
      : undefined;
  if (min !== undefined) return { ...object, spec: { ...spec, minReplicas: min, maxReplicas: Math.max(min, Number(spec['maxReplicas'])) } };
  if (count === undefined && target === undefined) return document;
  return {
    ...object,
    // Without replicas in the manifest an autoscaler has the word.
    ...(count !== undefined && spec['replicas'] !== undefined && { spec: { ...spec, replicas: count } }),
    ...(target !== undefined && {
      metadata: { ...metadata, annotations: { ...fieldsOf(metadata['annotations']), [annotation.target]: target } },
    }),
  };
}

function topologyWith(topology: Topology, { zones, nodes, failures }: Switches): Topology {
  const pool = (it: Pool): Pool => {
    const count = nodes ?? it.count;
    const { autoscaling } = it;
    const growing = autoscaling && { ...autoscaling, max: Math.max(autoscaling.max, count) };
    return { ...it, count, ...(growing && { autoscaling: growing }), rate: oftener(it.rate, failures.nodes) };
  };
  const { pods } = topology;
  return {
    ...topology,
    zones: zonesOf(topology, zones).map((it) => ({ ...it, rate: oftener(it.rate, failures.zones), pools: it.pools.map(pool) })),
    ...(pods && { pods: { crash: oftener(pods.crash, failures.pods) } }),
  };
}

/** The first so many zones, or all and more like the last. */
function zonesOf({ zones }: Topology, count = zones.length): readonly Zone[] {
  const last = zones.at(-1);
  if (!last || count <= zones.length) return zones.slice(0, count);
  return [...zones, ...Array.from({ length: count - zones.length }, (_, index) => ({ ...last, name: `another-${index + 1}` }))];
}

function oftener(rate: Rate, factor: number): Rate {
  if (rate === 'never' || factor === 1) return rate;
  const seconds = parseDuration(rate.mtbf);
  return seconds === undefined ? rate : { ...rate, mtbf: `${Math.max(1, Math.round(seconds / factor))}s` };
}
