import type { Pool, Topology } from '../../../../src/cluster/topology';
import type { Manifest } from '../../../../src/synthesis/manifest';
import type { Budget, Node, Service, Spread, System } from './system';

export const NAMESPACE = 'shop';
const KEYS = { zone: 'topology.kubernetes.io/zone', name: 'kubernetes.io/hostname', rack: 'example.com/rack' };
const SPECIAL = { disk: 'ssd' };
const TAINT = { key: 'dedicated', value: 'search', effect: 'NoSchedule' } as const;
const rate = { mtbf: '8766h', mttr: '1h', source: 'test' };

/** The class of all claims: made by the first pod, in its zone. */
const storageClass: Manifest = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'waiting' },
  provisioner: 'ebs.csi.aws.com',
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'WaitForFirstConsumer',
};

/** The class of claims that a node's own disks serve. */
const localClass: Manifest = { ...storageClass, metadata: { name: 'local' }, provisioner: 'local.csi.openebs.io' };

/** The nodes of a system as a topology. */
export function topologyOf({ nodes: all, nodesGo }: System): Topology {
  const nodes = all.filter(({ spare }) => !spare);
  const zones = [...new Set(nodes.map(({ zone }) => zone))];
  return {
    kubernetes: '1.36',
    ...(nodesGo ? { times: { nodeReplacement: '10m' } } : {}),
    zones: zones.map((name) => ({ name, rate, pools: pools(nodes.filter(({ zone }) => zone === name)) })),
  };
}

function pools(nodes: readonly Node[]): Pool[] {
  return (['workers', 'special'] as const).flatMap((name) => {
    const all = nodes.filter(({ pool }) => pool === name);
    const those = all.filter(({ added }) => !added);
    const [first] = all;
    if (!first) return [];
    const { cpu, memory, pods, tainted, rack } = first;
    const labels = { ...(name === 'special' ? SPECIAL : {}), ...(rack === undefined ? {} : { [KEYS.rack]: rack }) };
    const taints = name === 'special' && tainted ? { taints: [TAINT] } : {};
    const grows = all.length > those.length ? { autoscaling: { max: all.length, start: '2m' } } : {};
    const allocatable = { cpu: `${cpu}m`, memory: `${memory}Mi`, pods };
    return [{ name, count: those.length, ...grows, allocatable, rate, labels, ...taints }];
  });
}

/** A system as Kubernetes reads it. */
export function manifestsOf(system: System): Manifest[] {
  const { services, quota, shared } = system;
  const hard = {
    ...(quota?.pods === undefined ? {} : { pods: `${quota.pods}` }),
    ...(quota?.cpu === undefined ? {} : { 'requests.cpu': `${quota.cpu}m` }),
  };
  return [
    ...priorityClasses(services),
    ...(services.some(({ claims }) => claims) ? [storageClass] : []),
    ...(quota ? [{ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'all', namespace: NAMESPACE }, spec: { hard } }] : []),
    ...(services.some(({ local }) => local) ? [localClass] : []),
    ...services.map((service) => workload(service, shared?.names.includes(service.name) ?? false)),
    ...services.flatMap(({ name, budget: own }) => (own ? [budget(name, own, { app: name })] : [])),
    ...(shared ? [budget('shared', shared.budget, { part: 'shared' })] : []),
    ...services.flatMap(autoscaler),
  ];
}

function priorityClasses(services: readonly Service[]): Manifest[] {
  const names = new Map(
    services.filter(({ priority }) => priority !== 0).map((it) => [`level-${it.priority}${it.preempts ? '' : '-waits'}`, it]),
  );
  return [...names].map(([name, { priority, preempts }]) => ({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name },
    value: priority,
    ...(preempts ? {} : { preemptionPolicy: 'Never' }),
  }));
}

function workload(service: Service, isShared: boolean): Manifest {
  const { name, kind, needed, surge, unavailable, recreates, claims, local, ordered } = service;
  // An autoscaler's number is in nobody's manifest.
  const replicas = service.most === undefined ? { replicas: service.replicas } : {};
  const rolling = { type: 'RollingUpdate', rollingUpdate: { maxSurge: surge, maxUnavailable: unavailable } };
  const claim = {
    accessModes: ['ReadWriteOnce'],
    storageClassName: local ? 'local' : 'waiting',
    resources: { requests: { storage: '1Gi' } },
  };
  const kinds = {
    Deployment: { ...replicas, strategy: recreates ? { type: 'Recreate' } : rolling },
    StatefulSet: {
      ...replicas,
      serviceName: name,
      podManagementPolicy: ordered ? 'OrderedReady' : 'Parallel',
      ...(claims
        ? {
            volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim }],
            persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' },
          }
        : {}),
    },
    DaemonSet: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: unavailable } } },
  };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: NAMESPACE, annotations: { 'nines.dev/needed': `${needed}` } },
    spec: {
      selector: { matchLabels: { app: name } },
      ...kinds[kind],
      template: { metadata: { labels: { app: name, ...(isShared ? { part: 'shared' } : {}) } }, spec: podSpec(service) },
    },
  };
}

function podSpec(service: Service): object {
  const { name, cpu, memory, priority, preempts, hostPort, spreads, apart, special, tolerates } = service;
  const terms = apart?.from.map((app) => ({ topologyKey: KEYS[apart.key], labelSelector: { matchLabels: { app } } }));
  return {
    ...(special ? { nodeSelector: SPECIAL } : {}),
    ...(tolerates ? { tolerations: [TAINT] } : {}),
    ...(priority === 0 ? {} : { priorityClassName: `level-${priority}${preempts ? '' : '-waits'}` }),
    ...(spreads.length === 0 ? {} : { topologySpreadConstraints: spreads.map((it) => spread(it, name)) }),
    ...(terms ? { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } } } : {}),
    containers: [
      {
        name: 'main',
        image: 'registry.example/main:1',
        resources: { requests: { cpu: `${cpu}m`, memory: `${memory}Mi` } },
        ...(hostPort === undefined ? {} : { ports: [{ containerPort: hostPort, hostPort }] }),
      },
    ],
  };
}

function spread({ key, maxSkew, minDomains, perRevision, honorsTaints }: Spread, app: string): object {
  return {
    maxSkew,
    topologyKey: KEYS[key],
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: { app } },
    ...(minDomains > 1 ? { minDomains } : {}),
    ...(perRevision ? { matchLabelKeys: ['pod-template-hash'] } : {}),
    ...(honorsTaints ? { nodeTaintsPolicy: 'Honor' } : {}),
  };
}

function autoscaler({ name, kind, replicas, most }: Service): Manifest[] {
  if (most === undefined) return [];
  const metrics = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }];
  const spec = { scaleTargetRef: { apiVersion: 'apps/v1', kind, name }, minReplicas: replicas, maxReplicas: most, metrics };
  return [{ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name, namespace: NAMESPACE }, spec }];
}

function budget(name: string, of: Budget, matchLabels: Record<string, string>): Manifest {
  const spec = { ...of, selector: { matchLabels } };
  return { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name, namespace: NAMESPACE }, spec };
}
