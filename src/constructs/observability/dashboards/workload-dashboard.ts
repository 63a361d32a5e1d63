import { burnRates } from '../../../manifests/burn-rates';
import { percentageOf } from '../../../manifests/percentage';
import { type Promised, ratioSeries } from '../budget-alerts';
import { errorRatio, requestRate } from '../promql';
import type { WatchedWorkload } from '../watched';
import { matcher, readyPods } from '../workload-alerts';
import { atMost, type Dashboard, type Panel, type Row } from './panel';

/** The window in which the budget is counted: src/manifests/burn-rates.ts. */
const WINDOW = '30d';

/** The dashboard of a workload: its error budget, the requests, and its pods. @param promised its budget, undefined if the entry point counts none of its requests */
export function workloadDashboard(workload: WatchedWorkload, promised?: Promised): Dashboard {
  const { namespace, name } = workload;
  return {
    title: `${namespace} / ${name}`,
    rows: [...(promised ? [budgetRow(promised)] : []), { title: 'Pods', panels: [readyPanel(workload), ...resourcePanels(workload)] }],
  };
}

function budgetRow({ workload, target, counts }: Promised): Row {
  const allowed = Number((1 - target).toPrecision(12));
  const rates = burnRates(target);
  const failed = errorRatio(counts, WINDOW);
  const panels: Panel[] = [
    {
      kind: 'figure',
      title: `Succeeded in ${WINDOW}`,
      description: `The service level objective is ${percentageOf(target)}. Of fewer days, if Prometheus keeps fewer.`,
      unit: 'percentunit',
      decimals: 3,
      queries: [{ expr: `1 - ${failed}`, legend: 'succeeded' }],
      limits: [
        { from: 0, color: 'red' },
        { from: target, color: 'green' },
      ],
    },
    {
      kind: 'figure',
      title: 'Error budget left',
      description: `Of ${WINDOW}. Below 0% more requests failed than the service level objective allows.`,
      unit: 'percentunit',
      decimals: 1,
      queries: [{ expr: `1 - ${failed} / ${allowed}`, legend: 'left' }],
      limits: [
        { from: -1, color: 'red' },
        { from: 0, color: 'yellow' },
        { from: 0.25, color: 'green' },
      ],
    },
    {
      kind: 'timeline',
      title: 'Burn rate',
      description:
        'How many times faster than the budget allows, in the windows of the alerts. At 1 the budget lasts for exactly its 30 days.',
      unit: 'short',
      queries: rates.map(({ longWindow, burnRate, severity }) => ({
        expr: `${ratioSeries(workload, longWindow)} / ${allowed}`,
        legend: `${longWindow}: ${severity} above ${burnRate}`,
      })),
    },
    {
      kind: 'timeline',
      title: 'Requests that fail',
      unit: 'percentunit',
      // A target so low that no rate alerts records no ratio.
      queries: [{ expr: rates.length > 0 ? ratioSeries(workload, '5m') : errorRatio(counts, '5m'), legend: 'failed in 5m' }],
      limits: atMost(allowed),
    },
    {
      kind: 'timeline',
      title: 'Requests',
      unit: 'reqps',
      queries: [
        { expr: requestRate(counts, 'all'), legend: 'all' },
        { expr: requestRate(counts, 'failed'), legend: 'failed' },
      ],
    },
  ];
  return { title: 'Error budget', panels };
}

/** How many pods are ready, and how many have to be. */
export function readyPanel(workload: WatchedWorkload): Panel {
  const { kind, name, needed } = workload;
  const desired = kind === 'Deployment' ? 'kube_deployment_spec_replicas' : 'kube_statefulset_replicas';
  return {
    kind: 'timeline',
    title: `Ready pods of ${name}`,
    description: "Fewer than needed don't carry the full load.",
    unit: 'short',
    queries: [
      { expr: readyPods(workload), legend: 'ready' },
      { expr: `vector(${needed})`, legend: 'needed' },
      { expr: `${desired}${matcher(workload)}`, legend: 'desired' },
    ],
  };
}

/** What the containers of a workload use, from cAdvisor, and what they request. */
export function resourcePanels(workload: WatchedWorkload): readonly Panel[] {
  const pods = `namespace="${workload.namespace}",pod=~"${podNames(workload)}"`;
  const used = (expr: string) => ({ expr: `sum by (pod) (${expr})`, legend: '{{pod}}' });
  const set = (what: 'requests' | 'limits', resource: string, legend: string) => ({
    expr: `max(sum by (pod) (kube_pod_container_resource_${what}{${pods},resource="${resource}"}))`,
    legend,
  });
  return [
    {
      kind: 'timeline',
      title: `Restarts of ${workload.name} in an hour`,
      unit: 'short',
      queries: [used(`increase(kube_pod_container_status_restarts_total{${pods}}[1h])`)],
    },
    {
      kind: 'timeline',
      title: `CPU of ${workload.name}`,
      description: 'Above its request a pod uses what its node has to spare.',
      unit: 'short',
      queries: [used(`rate(container_cpu_usage_seconds_total{${pods},container!=""}[5m])`), set('requests', 'cpu', 'request')],
    },
    {
      kind: 'timeline',
      title: `Memory of ${workload.name}`,
      description: 'At its limit a container is killed.',
      unit: 'bytes',
      queries: [used(`container_memory_working_set_bytes{${pods},container!=""}`), set('limits', 'memory', 'limit')],
    },
  ];
}

/** The names of its pods, and of no other workload's whose name begins alike. */
function podNames({ kind, name }: WatchedWorkload): string {
  return kind === 'Deployment' ? `${name}-[a-z0-9]+-[a-z0-9]+` : `${name}-[0-9]+`;
}
