import type { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { ElasticsearchHttp } from '../elasticsearch/http';
import { namespaceOf } from '../parts/namespace';
import { type PlatformFacts, requirePlatform } from '../parts/platform-facts';
import { refuse } from '../parts/refuse';
import { shown } from '../parts/shown';
import type { MetricsPort } from '../web-service/metrics';
import type { WebService } from '../web-service/web-service';
import { addOnNamespace } from './add-on-namespace';
import { dashboards } from './dashboards/dashboards';
import { EXPORTER_TIMEOUT, elasticsearchExporter } from './elasticsearch-exporter';
import { Logs } from './logs/logs';
import { lowPriority, prioritize } from './low-priority';
import { type ObservabilityOptions, settingsOf } from './options';
import { prometheusRule } from './prometheus-rule';
import { ruleSources } from './rules';
import { serviceMonitor } from './service-monitor';
import { WebView } from './web-view/web-view';

/** The props of an application's observability. */
export interface ObservabilityProps extends ObservabilityOptions {
  /** The platform that the application runs on, whose entry point counts the requests. */
  readonly platform: PlatformFacts;

  /**
   * Where the services serve their own metrics: `webService.metrics` of each.
   *
   * @default none
   */
  readonly scraped?: readonly (MetricsPort | undefined)[];

  /**
   * The Elasticsearch to export metrics of, with a login that may do what `MONITORING_LOGIN` says.
   *
   * @default none
   */
  readonly elasticsearch?: ElasticsearchHttp;
}

/**
 * Metrics and alerts of an application. Alerts are made from the objects of its chart: a new workload or a changed promise is watched without another
 * line. Nothing that serves requests depends on any of it.
 *
 * @see docs/observability.md
 */
export class Observability extends Construct {
  /** The exporter of Elasticsearch's metrics, undefined without `metrics` or without a cluster. */
  readonly exporter?: WebService<'metrics'>;

  /** The ServiceMonitors, and the NetworkPolicies that let Prometheus connect. */
  readonly scraping: readonly ApiObject[];

  /** The PrometheusRule, undefined without `alerts`. */
  readonly rule?: ApiObject;

  /** The collector of logs, undefined without `logs`. */
  readonly logs?: Logs;

  /** Headlamp, undefined without `webView`. */
  readonly webView?: WebView;

  /** The ConfigMap with a dashboard in each key, undefined without `dashboards`. */
  readonly dashboards?: k8s.KubeConfigMap;

  constructor(scope: Construct, id: string, props: ObservabilityProps) {
    super(scope, id);
    this.scraping = [];
    if (!requirePlatform(this, props.platform)) return;
    const settings = settingsOf(props);
    const { platform, elasticsearch, scraped = [] } = props;
    const { metrics, alerts } = settings;
    const { logs, webView } = props;
    if (alerts?.budgets) requireRequestMetrics(this, platform);
    if (settings.dashboards && !alerts) requireAlerts(this);
    if (metrics && elasticsearch) this.exporter = elasticsearchExporter(this, platform, elasticsearch, metrics.exporterImage);
    const monitor = (port?: MetricsPort, timeout?: string) => (port ? serviceMonitor(this, port, settings, timeout) : []);
    const ports = metrics ? scraped : [];
    this.scraping = [...ports.flatMap((port) => monitor(port)), ...monitor(this.exporter?.metrics, EXPORTER_TIMEOUT)];
    const priorityClass = logs || webView || this.exporter ? lowPriority(this) : '';
    if (this.exporter) prioritize(this.exporter.deployment, priorityClass);
    if (logs) {
      // Folders of the node are beyond the standard `baseline` as well.
      const namespace = addOnNamespace(this, 'logs', 'privileged');
      this.logs = new Logs(this, 'logs', {
        ...logs,
        platform,
        namespace,
        priorityClass,
        elasticsearch,
        prometheus: metrics && settings.prometheus,
      });
    }
    if (webView) {
      const namespace = addOnNamespace(this, 'web-view', 'restricted');
      this.webView = new WebView(this, 'web-view', { ...(webView === true ? {} : webView), platform, namespace, priorityClass });
    }
    const exporter = this.exporter?.ports.metrics.service;
    const cluster = exporter && elasticsearch && { namespace: namespaceOf(this), name: elasticsearch.service, exporter };
    const sources = ruleSources(platform, settings, cluster || undefined, metrics && this.logs?.namespace);
    if (!sources) return;
    this.rule = prometheusRule(this, settings, sources);
    this.dashboards = dashboards(this, settings, sources);
  }
}

/** Dashboards show what the rules of alerts record. */
function requireAlerts(construct: Construct): void {
  refuse(construct, {
    setting: 'dashboards',
    message: 'requires alerts, whose rules record what it shows, got none',
    fix: 'write alerts: true, or omit dashboards',
  });
}

/** Alerts on budgets that can never fire are worse than none. */
function requireRequestMetrics(construct: Construct, { ingress }: PlatformFacts): void {
  if (ingress.requestMetrics) return;
  refuse(construct, {
    setting: 'alerts.budgets',
    message: `must be false with an entry point that has no metrics of the requests to each Service, got the class ${shown(ingress.name)}`,
    fix: 'write alerts: { budgets: false }, or pass requestMetrics to its class',
  });
}
