import { type Alert, severityOf } from './alert';
import type { WatchedWorkload } from './watched';

/** The metrics of kube-state-metrics about a kind. */
const METRICS = {
  Deployment: { label: 'deployment', ready: 'kube_deployment_status_replicas_ready' },
  StatefulSet: { label: 'statefulset', ready: 'kube_statefulset_status_replicas_ready' },
} as const;

/** Alerts on a workload's pods and rollouts, from kube-state-metrics. */
export function workloadAlerts(workload: WatchedWorkload): readonly Alert[] {
  const { name, namespace, replicas, needed } = workload;
  const ready = readyPods(workload);
  const about = { labels: { namespace, workload: name }, runbook: 'capacity' } as const;
  const tooFew: Alert = {
    name: 'TooFewPodsReady',
    expr: `${ready} < ${needed}`,
    lasting: '2m',
    severity: severityOf(workload),
    summary: `{{ $value }} pods of ${name} are ready, and ${needed} carry the full load`,
    ...about,
  };
  const noneToSpare: Alert = {
    name: 'NoPodToSpare',
    expr: `${ready} == ${needed}`,
    lasting: '15m',
    severity: 'ticket',
    summary: `Only {{ $value }} of ${replicas} pods of ${name} are ready: the next failure leaves fewer than the ${needed} that carry the full load`,
    ...about,
  };
  const unknown: Alert = {
    name: 'WorkloadMetricsMissing',
    expr: `absent(${ready})`,
    lasting: '15m',
    severity: 'ticket',
    summary: `No kube-state-metrics data for ${name} in 15 minutes: alerts on its pods can't fire`,
    labels: { namespace, workload: name },
    runbook: 'missing',
  };
  // A single replica has none to spare at any time, which is accepted with a reason.
  return [tooFew, ...(replicas > needed ? [noneToSpare] : []), rollout(workload), unknown];
}

function rollout(workload: WatchedWorkload): Alert {
  const { kind, name, namespace } = workload;
  return {
    name: 'RolloutStuck',
    expr: kind === 'Deployment' ? stuckDeployment(workload) : stuckStatefulSet(workload),
    lasting: '1m',
    severity: 'ticket',
    summary: `The rollout of ${name} makes no progress`,
    labels: { namespace, workload: name },
    runbook: 'rollout',
  };
}

/** The controller itself says so after progressDeadlineSeconds. */
function stuckDeployment({ namespace, name }: WatchedWorkload): string {
  return `kube_deployment_status_condition{namespace="${namespace}",deployment="${name}",condition="Progressing",status="false"} == 1`;
}

/** A StatefulSet has no deadline: two revisions, and no pod more of the new one for half an hour. */
function stuckStatefulSet(workload: WatchedWorkload): string {
  const of = (metric: string) => `kube_statefulset_${metric}${matcher(workload)}`;
  const key = '(namespace, statefulset)';
  const updates = `max by ${key} (${of('status_current_revision')} unless ${of('status_update_revision')})`;
  const isShort = `max by ${key} (${of('replicas')} != ${of('status_replicas_updated')})`;
  return `${updates} and on ${key} ${isShort} and on ${key} changes(${of('status_replicas_updated')}[30m]) == 0`;
}

/** The series of its ready pods. */
export function readyPods(workload: WatchedWorkload): string {
  return `${METRICS[workload.kind].ready}${matcher(workload)}`;
}

/** The labels of a workload's metrics. */
export function matcher({ kind, namespace, name }: WatchedWorkload): string {
  return `{namespace="${namespace}",${METRICS[kind].label}="${name}"}`;
}
