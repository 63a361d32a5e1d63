import type { Topology } from '../../../../src/availability';
import { judge } from '../../judged';
import { budget, spread, workload } from '../../manifests';

interface ServiceOptions {
  readonly kind?: string;
  readonly replicas?: number;
  readonly requests?: Record<string, string>;
  readonly needed?: number;
  readonly pod?: Record<string, unknown>;
  readonly labels?: Record<string, string>;
  readonly ports?: readonly Record<string, unknown>[];
}

/** A service that is proved by itself: spread over nodes, with a budget, one of its pods needed. */
export function service(name: string, options: ServiceOptions = {}): readonly unknown[] {
  const { kind = 'Deployment', replicas = 3, requests = { cpu: '100m' }, needed = 1, pod = {}, labels = {}, ports = [] } = options;
  const own = {
    labelSelector: { matchLabels: { app: name } },
    ...(kind === 'Deployment' ? { matchLabelKeys: ['pod-template-hash'] } : {}),
  };
  const spec = kind === 'Deployment' ? { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } } : {};
  const containers = [{ name: 'main', image: 'registry.example/main:1', resources: { requests }, ports }];
  const spreads = kind === 'DaemonSet' ? {} : { topologySpreadConstraints: [spread('host', own)] };
  const object = workload({
    name,
    kind,
    replicas,
    labels,
    spec,
    annotations: { 'nines.dev/needed': String(needed) },
    pod: { containers, ...spreads, ...pod },
  });
  return kind === 'DaemonSet' ? [object] : [object, budget({ maxUnavailable: 1 }, name)];
}

/** Required anti-affinity against the pods of some label over nodes or zones. */
export function apartFrom(labels: Record<string, string>, topologyKey = 'kubernetes.io/hostname'): Record<string, unknown> {
  const term = { topologyKey, labelSelector: { matchLabels: labels } };
  return { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } };
}

/** The verdict of each service, or what is told of it. */
export function verdicts(documents: readonly unknown[], topology: Topology): Record<string, string> {
  const { services } = judge(documents, topology, { withoutAdvice: true });
  return Object.fromEntries(services.map(({ service: name, verdict }) => [name, verdict]));
}

export function told(documents: readonly unknown[], topology: Topology): Record<string, string> {
  const { services } = judge(documents, topology, { withoutAdvice: true });
  return Object.fromEntries(services.map(({ service: name, because }) => [name, because]));
}

/** One zone of nodes that offer so much processor time each. */
export function nodes(count: number, cpu = '1930m', more: Partial<Topology['zones'][number]['pools'][number]> = {}): Topology {
  const rate = { mtbf: '8766h', mttr: '1h', source: 'test' };
  const pool = { name: 'workers', count, allocatable: { cpu, memory: '8Gi', pods: 110 }, rate, ...more };
  return { kubernetes: '1.36', zones: [{ name: 'zone-a', label: false, rate, pools: [pool] }] };
}
