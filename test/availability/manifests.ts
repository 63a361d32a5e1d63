import type { Topology } from '../../src/availability';

/** What a test says of a Deployment; the rest is as short as the API allows. */
export interface DeploymentOptions {
  readonly name?: string;
  readonly kind?: string;
  readonly replicas?: number;
  readonly annotations?: Record<string, string>;
  readonly spec?: Record<string, unknown>;
  readonly pod?: Record<string, unknown>;
  readonly labels?: Record<string, string>;
}

/** A workload in the namespace `shop` whose pods carry the label `app`. */
export function workload({
  name = 'web',
  kind = 'Deployment',
  replicas = 3,
  annotations = {},
  spec = {},
  pod = {},
  labels = {},
}: DeploymentOptions = {}) {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: 'shop', annotations },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      ...spec,
      template: {
        metadata: { labels: { app: name, ...labels } },
        spec: { containers: [{ name: 'main', image: 'registry.example/main:1' }], ...pod },
      },
    },
  };
}

/** A required spread constraint over zones or hosts that selects the workload `web`. */
export function spread(over: 'zone' | 'host', more: Record<string, unknown> = {}) {
  const topologyKey = over === 'zone' ? 'topology.kubernetes.io/zone' : 'kubernetes.io/hostname';
  return { maxSkew: 1, topologyKey, whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'web' } }, ...more };
}

/** A budget for the workload of a name. */
export function budget(spec: Record<string, unknown>, name = 'web') {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: 'shop' },
    spec: { ...spec, selector: { matchLabels: { app: name } } },
  };
}

/** A topology of zones with so many nodes each. */
export function zones(nodes: readonly number[], more: Partial<Topology> = {}, pods = 110): Topology {
  return {
    kubernetes: '1.36',
    zones: nodes.map((count, index) => ({
      name: `zone-${'abcdefgh'[index]}`,
      rate: { mtbf: '8766h', mttr: '1h', source: 'test' },
      pools: [
        {
          name: 'workers',
          count,
          allocatable: { cpu: '4', memory: '16Gi', pods },
          rate: { mtbf: '3130h', mttr: '15m', source: 'test' },
        },
      ],
    })),
    ...more,
  };
}
