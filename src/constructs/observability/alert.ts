import type { WatchedWorkload } from './watched';

type Rules = import('@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRuleSpec', { with: {
  'resolution-mode': 'import',
}}).IPrometheusRuleSpec;

/** A group of rules, which Prometheus evaluates one after the other. */
export type RuleGroup = NonNullable<Rules['groups']>[number];

/** A rule: a new series, or an alert. */
export type Rule = NonNullable<RuleGroup['rules']>[number];

/** `page` wakes somebody, `ticket` waits for working hours. */
export type Severity = 'page' | 'ticket';

/** What an alert says. */
interface AlertText {
  /** One line, which may contain Prometheus' templates. */
  readonly summary: string;

  /** The name of its section in the runbooks. */
  readonly runbook: Runbook;
}

/** The sections of docs/observability.md that say what to do. */
export const RUNBOOKS = {
  budget: 'an-error-budget-burns',
  missing: 'metrics-are-missing',
  capacity: 'too-few-pods-are-ready',
  rollout: 'a-rollout-is-stuck',
  health: 'elasticsearch-is-red',
  master: 'elasticsearch-is-unavailable',
  disk: 'disk-space-is-low',
  snapshot: 'the-newest-snapshot-is-too-old',
  certificate: 'a-certificate-expires',
  logs: 'logs-are-lost',
} as const;

type Runbook = keyof typeof RUNBOOKS;

/** An alert. */
export interface Alert extends AlertText {
  readonly name: string;
  readonly expr: string;

  /** How long it must hold, such as `15m`; immediately if omitted. */
  readonly lasting?: string;
  readonly severity: Severity;

  /** Labels besides the severity: what it is about. */
  readonly labels: Readonly<Record<string, string>>;
}

/** An alert as a rule. @param runbooks the address of the page with the runbooks */
export function alertRule({ name, expr, lasting, severity, labels, summary, runbook }: Alert, runbooks: string): Rule {
  return {
    alert: name,
    expr: expr as never,
    ...(lasting && { for: lasting }),
    labels: { severity, ...labels },
    annotations: { summary, runbook_url: `${runbooks}#${RUNBOOKS[runbook]}` },
  };
}

/** The severity of what takes a workload down: only a service level objective wakes somebody. */
export function severityOf({ target }: WatchedWorkload): Severity {
  return target === undefined ? 'ticket' : 'page';
}
