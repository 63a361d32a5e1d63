import type { Rate, Topology } from '../../../../src/cluster/topology';
import type { Manifest } from '../../../../src/synthesis/manifest';
import { HOSTNAME_LABEL, ZONE_LABEL } from '../../harness/nodes';

/** One way to run the same service. */
export interface Design {
  readonly name: string;
  readonly kind: 'Deployment' | 'StatefulSet';
  readonly replicas: number;
  readonly needed: number;
  /** Whether its spread over the zones counts the pods of the newest release alone. */
  readonly perRelease: boolean;
}

/** From the least to the most that people do for a service. */
export const designs: readonly Design[] = [
  { name: 'single', kind: 'Deployment', replicas: 1, needed: 1, perRelease: true },
  { name: 'two', kind: 'Deployment', replicas: 2, needed: 1, perRelease: true },
  { name: 'three', kind: 'Deployment', replicas: 3, needed: 2, perRelease: true },
  { name: 'three-no-keys', kind: 'Deployment', replicas: 3, needed: 2, perRelease: false },
  { name: 'quorum', kind: 'StatefulSet', replicas: 3, needed: 2, perRelease: false },
];

/** How often things fail and how fast the cluster reacts, in seconds. */
export interface Pace {
  readonly node: Alternation;
  readonly zone: Alternation;
  readonly nodeMonitorGrace: number;
  readonly toleration: number;
  readonly podStart: number;
}

/** Up for a random time, down for a fixed one. */
export interface Alternation {
  /** The mean, from a repair to the next failure. */
  readonly up: number;
  readonly down: number;
}

const ZONES = ['zone-a', 'zone-b', 'zone-c'];
const NODES_PER_ZONE = 3;

/** Three zones of three nodes each, with room for everything everywhere. */
export function topologyAt(pace: Pace): Topology {
  return {
    kubernetes: '1.36',
    zones: ZONES.map((name) => ({
      name,
      rate: rate(pace.zone),
      pools: [{ name: 'workers', count: NODES_PER_ZONE, allocatable: { cpu: '16', memory: '64Gi', pods: 250 }, rate: rate(pace.node) }],
    })),
    times: {
      nodeMonitorGrace: seconds(pace.nodeMonitorGrace),
      toleration: seconds(pace.toleration),
      podStart: seconds(pace.podStart),
      // As the harness sets it: all nodes of a zone are marked within a moment.
      evictionRate: 10,
    },
  };
}

function rate({ up, down }: Alternation): Rate {
  return { mtbf: seconds(up), mttr: seconds(down), source: 'the schedule of outages' };
}

function seconds(value: number): string {
  return `${value.toFixed(3)}s`;
}

export const NAMESPACE: Manifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'measured' } };

/** The service in one design, under this name. */
export function manifestOf(design: Design, name: string): Manifest {
  const { kind, replicas, needed } = design;
  const labels = { app: name };
  const all = { design: design.name };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: NAMESPACE.metadata.name, annotations: { 'nines.dev/needed': String(needed) } },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      ...(kind === 'Deployment'
        ? { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } }
        : { serviceName: name, podManagementPolicy: 'Parallel' }),
      template: {
        metadata: { labels: { ...labels, ...all } },
        spec: {
          containers: [{ name: 'main', image: 'registry.example/service:1' }],
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: ZONE_LABEL,
              whenUnsatisfiable: 'DoNotSchedule',
              labelSelector: { matchLabels: labels },
              ...(design.perRelease ? { matchLabelKeys: ['pod-template-hash'] } : {}),
            },
            // Promised of nobody: several of one design see more when they stand apart.
            preferring(HOSTNAME_LABEL, all),
            ...(replicas < ZONES.length ? [preferring(ZONE_LABEL, all)] : []),
          ],
        },
      },
    },
  };
}

function preferring(topologyKey: string, matchLabels: Record<string, string>): object {
  return { maxSkew: 1, topologyKey, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels } };
}
