import type { OtlpEndpoint } from '../parts/otlp-endpoint';
import { EXPORTER_IMAGE } from './elasticsearch-exporter';
import type { LogOptions } from './logs/options';
import type { WebViewOptions } from './web-view/options';

/** What is observed, each part on its own. Nothing of it is on by default. */
export interface ObservabilityOptions {
  /**
   * Metrics: ServiceMonitors of the services that have `metrics`, an exporter of Elasticsearch, and the NetworkPolicies that let Prometheus scrape them.
   *
   * @default none
   */
  readonly metrics?: true | MetricsOptions;

  /**
   * Alerts on the service level objectives and on what threatens them: a PrometheusRule. With an Elasticsearch they require `metrics`.
   *
   * @default none
   */
  readonly alerts?: true | AlertOptions;

  /**
   * Dashboards of Grafana: one of each service with its error budget, and one of Elasticsearch, in a ConfigMap. They show what the rules of `alerts` record,
   * which they require, and are built with `@grafana/grafana-foundation-sdk`, which must be installed.
   *
   * @default none
   */
  readonly dashboards?: true | DashboardOptions;

  /**
   * Where the logs of the application's pods go: an OpenTelemetry Collector on each node, in a namespace of its own.
   *
   * @default nowhere: `kubectl logs` has those of pods that exist
   */
  readonly logs?: LogOptions;

  /**
   * Headlamp, a read-only view of the cluster in a browser, in a namespace of its own.
   *
   * @default none
   */
  readonly webView?: true | WebViewOptions;

  /**
   * Where services send traces: pass it to each as `traces`. NetworkPolicies allow the connections.
   *
   * @default nowhere
   */
  readonly traces?: OtlpEndpoint;

  /**
   * The Prometheus that reads rules and scrapes.
   *
   * @default that of the chart kube-prometheus-stack, installed by that name in the namespace `monitoring`
   */
  readonly prometheus?: PrometheusOptions;
}

/** How metrics are exported. */
export interface MetricsOptions {
  /**
   * The image of Elasticsearch's exporter.
   *
   * @default prometheus-community's elasticsearch-exporter, the version whose metrics the alerts were compared with
   */
  readonly exporterImage?: string;
}

/** How alerts are written. */
export interface AlertOptions {
  /**
   * The address of the page with the runbooks, which each alert links to.
   *
   * @default docs/observability.md of this project
   */
  readonly runbooks?: string;

  /**
   * Whether there are alerts on error budgets, from the entry point's metrics. `false` is for an entry point that has none of each Service.
   *
   * @default true
   */
  readonly budgets?: boolean;

  /**
   * The hours after which the newest snapshot of Elasticsearch is too old.
   *
   * @default 26: of a schedule that takes one every day
   */
  readonly snapshotHours?: number;
}

/** How Grafana finds dashboards. */
export interface DashboardOptions {
  /**
   * The labels by which Grafana's sidecar selects ConfigMaps.
   *
   * @default grafana_dashboard: "1", as in the chart kube-prometheus-stack
   */
  readonly labels?: Readonly<Record<string, string>>;
}

/** A Prometheus that the Prometheus Operator runs. */
export interface PrometheusOptions {
  /**
   * Its namespace, from which it may connect to what it scrapes.
   *
   * @default 'monitoring'
   */
  readonly namespace?: string;

  /**
   * The labels of its pods, the only ones of that namespace that may connect.
   *
   * @default app.kubernetes.io/name: prometheus, which the Prometheus Operator gives them
   */
  readonly pods?: Readonly<Record<string, string>>;

  /**
   * The labels by which it selects rules and monitors.
   *
   * @default release: kube-prometheus-stack
   */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Options with all defaults. */
export interface Settings {
  readonly metrics?: Required<MetricsOptions>;
  readonly alerts?: Required<AlertOptions>;
  readonly dashboards?: Required<DashboardOptions>;
  readonly prometheus: Required<PrometheusOptions>;
}

const SNAPSHOT_HOURS = 26;
const RUNBOOKS = 'https://github.com/nines-dev/nines/blob/main/docs/observability.md';

/** The options with all defaults. */
export function settingsOf({ metrics, alerts, dashboards, prometheus = {} }: ObservabilityOptions): Settings {
  const {
    namespace = 'monitoring',
    pods = { 'app.kubernetes.io/name': 'prometheus' },
    labels = { release: 'kube-prometheus-stack' },
  } = prometheus;
  return {
    prometheus: { namespace, pods, labels },
    metrics: metrics && { exporterImage: EXPORTER_IMAGE, ...(metrics === true ? {} : metrics) },
    alerts: alerts && { runbooks: RUNBOOKS, budgets: true, snapshotHours: SNAPSHOT_HOURS, ...(alerts === true ? {} : alerts) },
    dashboards: dashboards && { labels: { grafana_dashboard: '1' }, ...(dashboards === true ? {} : dashboards) },
  };
}
