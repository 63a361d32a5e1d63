import { object, service, statefulService, storageClass } from '../fields/designs';
import { budget, spread, workload } from '../manifests';

/** A service whose lost pods are replaced once they are gone: it counts the pods of all others, so it is judged alone. */
export const counted: readonly unknown[] = [...service(), object('v1', 'ResourceQuota', 'all', { spec: { hard: { pods: '4' } } })];

interface Design {
  readonly differs: string;
  readonly documents: readonly unknown[];
}

/** The service that all others differ from in one thing. It is judged first, so that an answer of its could be taken for theirs. */
export const first = renamed(service(), 'first');
export const firstSet = renamed(statefulService(), 'first');

/** The same objects of another name. */
export function renamed(documents: readonly unknown[], name: string): readonly unknown[] {
  return JSON.parse(JSON.stringify(documents).replaceAll('"web"', `"${name}"`)) as readonly unknown[];
}

const disk = { accessModes: ['ReadWriteOnce'], storageClassName: 'disk', resources: { requests: { storage: '1Gi' } } };
const zone = (more: Record<string, unknown> = {}) => spread('zone', { matchLabelKeys: ['pod-template-hash'], ...more });
const spreads = (...constraints: readonly unknown[]) => service({ topologySpreadConstraints: constraints });
const rolling = (rollingUpdate: Record<string, unknown>) => service({}, { strategy: { rollingUpdate } });
const apart = (more: Record<string, unknown> = {}) => ({
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } }, ...more },
    ],
  },
});
const scaler = (name: string, maxReplicas: number) =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', name, {
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas: 3, maxReplicas },
  });
const withBudget = (spec: Record<string, unknown>) => [...service().slice(0, 1), budget(spec)];
const other = renamed([workload({ pod: { topologySpreadConstraints: [zone()] } })], 'other');
const everyPod = { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'other'] }] };

/** Services that differ from the first in one thing. */
export const services: readonly Design[] = [
  { differs: 'without a spread', documents: service({ topologySpreadConstraints: [] }) },
  { differs: 'a spread over hosts', documents: spreads(spread('host', { matchLabelKeys: ['pod-template-hash'] })) },
  { differs: 'maxSkew', documents: spreads(zone({ maxSkew: 2 })) },
  { differs: 'minDomains', documents: spreads(zone({ minDomains: 4 })) },
  { differs: 'nodeAffinityPolicy', documents: spreads(zone({ nodeAffinityPolicy: 'Ignore' })) },
  { differs: 'nodeTaintsPolicy', documents: spreads(zone({ nodeTaintsPolicy: 'Honor' })) },
  { differs: 'matchLabelKeys', documents: spreads(spread('zone')) },
  { differs: 'a spread that counts none of its pods', documents: spreads(zone({ labelSelector: { matchLabels: { app: 'nobody' } } })) },
  { differs: 'a spread that counts the pods of another', documents: [...spreads(spread('zone', { labelSelector: everyPod })), ...other] },
  { differs: 'anti-affinity', documents: service({ affinity: apart() }) },
  { differs: 'anti-affinity over zones', documents: service({ affinity: apart({ topologyKey: 'topology.kubernetes.io/zone' }) }) },
  { differs: 'anti-affinity of one revision', documents: service({ affinity: apart({ matchLabelKeys: ['pod-template-hash'] }) }) },
  { differs: 'replicas', documents: service({}, { replicas: 4 }) },
  { differs: 'Recreate', documents: service({}, { strategy: { type: 'Recreate' } }) },
  { differs: 'maxSurge', documents: rolling({ maxSurge: 3, maxUnavailable: 0 }) },
  { differs: 'maxUnavailable', documents: rolling({ maxSurge: 1, maxUnavailable: 3 }) },
  { differs: 'an autoscaler', documents: [...service(), scaler('web', 9)] },
  { differs: 'two autoscalers', documents: [...service(), scaler('web', 3), scaler('more', 3)] },
  { differs: 'an autoscaler, and a budget by percentage', documents: [...withBudget({ maxUnavailable: '50%' }), scaler('web', 8)] },
  { differs: 'a budget that allows two evictions', documents: withBudget({ maxUnavailable: 2 }) },
  { differs: 'a budget that allows none', documents: withBudget({ maxUnavailable: 0 }) },
  { differs: 'a budget beside pods without a scale', documents: [...service(), ...daemons()] },
  { differs: 'no budget', documents: service().slice(0, 1) },
  { differs: 'needed', documents: declaring('3') },
  { differs: 'a host port', documents: service({}, {}, { ports: [{ containerPort: 80, hostPort: 80 }] }) },
  { differs: 'a field that is not modelled', documents: service({ schedulerName: 'mine' }) },
  { differs: 'required affinity', documents: service({ affinity: { podAffinity: apart().podAntiAffinity } }) },
  { differs: 'a priority class that is missing', documents: service({ priorityClassName: 'missing' }) },
  { differs: 'a node selector', documents: service({ nodeSelector: { 'topology.kubernetes.io/zone': 'zone-a' } }) },
  { differs: 'requests', documents: service({}, {}, { resources: { requests: { cpu: '3' } } }) },
  {
    differs: 'a toleration of lost nodes',
    documents: service({ tolerations: [{ key: 'node.kubernetes.io/unreachable', operator: 'Exists', tolerationSeconds: 5 }] }),
  },
  {
    differs: 'a toleration of cordons',
    documents: service({ tolerations: [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists' }] }),
  },
  { differs: 'a toleration of dedicated nodes', documents: service({ tolerations: [{ key: 'dedicated', operator: 'Exists' }] }) },
  {
    differs: 'a toleration of dedicated nodes for a time',
    documents: service({ tolerations: [{ key: 'dedicated', operator: 'Exists', tolerationSeconds: 5 }] }),
  },
  { differs: 'a label of dedicated nodes', documents: service({ nodeSelector: { disk: 'fast' } }) },
  { differs: 'one pod on each node', documents: [workload({ kind: 'DaemonSet' }), budget({ maxUnavailable: 1 })] },
  { differs: 'a claim of all pods', documents: [...service(mounting()), shared(), storageClass('disk')] },
];

/** The same of StatefulSets. */
export const statefulSets: readonly Design[] = [
  { differs: 'volumes', documents: [...statefulService({}, claiming()), storageClass('disk')] },
  {
    differs: 'volumes that are made at once',
    documents: [...statefulService({}, claiming()), storageClass('disk', { volumeBindingMode: 'Immediate' })],
  },
  { differs: 'volumes of one zone', documents: [...statefulService({}, claiming()), storageClass('disk', inZone('zone-a'))] },
  { differs: 'podManagementPolicy', documents: statefulService({}, { podManagementPolicy: 'Parallel' }) },
  { differs: 'needed', documents: statefulService({}, {}, '3') },
  {
    differs: 'nothing declared',
    documents: [workload({ kind: 'StatefulSet', pod: { topologySpreadConstraints: [spread('zone')] } }), budget({ maxUnavailable: 1 })],
  },
  { differs: 'nodes of Elasticsearch', documents: search() },
  { differs: 'OnDelete', documents: statefulService({}, { updateStrategy: { type: 'OnDelete' } }) },
];

function daemons(): readonly unknown[] {
  return [workload({ kind: 'DaemonSet', name: 'agent', spec: { selector: { matchLabels: { app: 'web' } } }, labels: { app: 'web' } })];
}

function declaring(needed: string): readonly unknown[] {
  const [deployment, ...rest] = service() as [ReturnType<typeof workload>, unknown];
  return [{ ...deployment, metadata: { ...deployment.metadata, annotations: { 'nines.dev/needed': needed } } }, ...rest];
}

function mounting(): Record<string, unknown> {
  return { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
}

function shared() {
  return object('v1', 'PersistentVolumeClaim', 'data', { spec: disk });
}

function claiming(): Record<string, unknown> {
  return { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: disk }] };
}

function inZone(zone: string): Record<string, unknown> {
  return { allowedTopologies: [{ matchLabelExpressions: [{ key: 'topology.kubernetes.io/zone', values: [zone] }] }] };
}

function search(): readonly unknown[] {
  const annotations = { 'nines.dev/elasticsearch.roles': 'master,data' };
  return [
    workload({ kind: 'StatefulSet', annotations, pod: { topologySpreadConstraints: [spread('zone')] } }),
    budget({ maxUnavailable: 1 }),
  ];
}
