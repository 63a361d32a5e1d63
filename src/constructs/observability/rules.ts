import type { PlatformFacts } from '../parts/platform-facts';
import type { RequestMetrics } from '../parts/request-counts';
import { type Alert, alertRule, type Rule, type RuleGroup } from './alert';
import { budgetAlerts, type Promised, promisedIn, ratioRules } from './budget-alerts';
import { certificateAlerts } from './certificate-alerts';
import { type ExportedCluster, elasticsearchAlerts } from './elasticsearch-alerts';
import { logAlerts } from './log-alerts';
import type { Settings } from './options';
import type { Watched } from './watched';
import { workloadAlerts } from './workload-alerts';

/** What rules are made with. */
export interface RuleSources {
  /** The metrics of the entry point; undefined if it has none of each Service. */
  readonly requests?: RequestMetrics;

  /** The Elasticsearch that an exporter watches. */
  readonly cluster?: ExportedCluster;

  /** The namespace of the collector of logs, if Prometheus asks it for its metrics. */
  readonly logs?: string;

  /** The address of the page with the runbooks. */
  readonly runbooks: string;
}

/** What rules are made with, undefined without alerts. */
export function ruleSources(
  { ingress }: PlatformFacts,
  { alerts }: Settings,
  cluster?: Omit<ExportedCluster, 'snapshotHours'>,
  logs?: string,
): RuleSources | undefined {
  if (!alerts) return undefined;
  return {
    requests: alerts.budgets ? ingress.requestMetrics : undefined,
    cluster: cluster && { ...cluster, snapshotHours: alerts.snapshotHours },
    logs,
    runbooks: alerts.runbooks,
  };
}

/** All rules about an application. */
export function ruleGroups(
  { namespace, workloads, certificates }: Watched,
  { requests, cluster, logs, runbooks }: RuleSources,
): RuleGroup[] {
  const alerts = (list: readonly Alert[]) => list.map((alert) => alertRule(alert, runbooks));
  const promised = requests ? promisedIn(workloads, requests) : [];
  return [
    ...promised.flatMap((it) => budgetGroups(it, alerts(budgetAlerts(it)))),
    ...workloads.map((it) => group(`${namespace}.${it.name}.pods`, alerts(workloadAlerts(it)))),
    group(`${namespace}.elasticsearch`, alerts(cluster ? elasticsearchAlerts(cluster) : [])),
    group(`${namespace}.logs`, alerts(logs ? logAlerts(logs) : [])),
    group(`${namespace}.certificates`, alerts(certificates.flatMap((name) => certificateAlerts(namespace, name)))),
  ].filter(({ rules }) => rules?.length);
}

/** An alert stands behind the ratios that it reads. Long windows change slowly and cost more: they have a group of their own. */
function budgetGroups(promised: Promised, alerts: readonly Rule[]): readonly RuleGroup[] {
  const { namespace, name } = promised.workload;
  return [
    { ...group(`${namespace}.${name}.long-windows`, ratioRules(promised, 'long')), interval: '2m' },
    group(`${namespace}.${name}.budget`, [...ratioRules(promised, 'short'), ...alerts]),
  ];
}

function group(name: string, rules: readonly Rule[]): RuleGroup {
  return { name, rules: [...rules] };
}
