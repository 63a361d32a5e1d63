import type { ToldAddress } from '../../manifests/addresses/told-addresses';
import type { WorkloadResource } from '../../manifests/object-index';

/** Words in the name of a setting that say where traces, metrics and logs are sent to, or who is asked for them. */
const words = new Set(
  (
    'otel otlp jaeger zipkin statsd telemetry tracing trace traces metric metrics sentry loki fluentd fluentbit logstash syslog gelf graylog pushgateway ' +
    'datadog apm collector scrape prometheus monitoring profiler pyroscope newrelic alertmanagers'
  ).split(' '),
);

/** A Prometheus scrapes these, and an exporter or a dashboard of them is none the worse where one is down. */
const sections = /(^|\.)(scrape_configs|remote_write|static_configs|alerting|datasources)(\.|$)/;

/** OTLP, Jaeger, Zipkin, StatsD, Datadog, Fluentd, Beats, GELF, syslog, Pushgateway and Loki. */
const ports = new Set([4317, 4318, 14250, 14268, 6831, 6832, 9411, 8125, 9125, 8126, 24224, 5044, 12201, 514, 5140, 9091, 3100]);

const programs =
  /opentelemetry|otel-|otelcol|jaeger|zipkin|tempo|statsd|fluent|logstash|vector|loki|prometheus|pushgateway|grafana|datadog|telegraf|alloy|promtail|filebeat|metricbeat|heartbeat|sentry|newrelic|node-exporter|kube-state-metrics|[/-]exporter/;

/** Whether pods run a program that watches others. */
export function isTelemetry({ pod }: WorkloadResource): boolean {
  const images = pod.spec.items('containers').flatMap((container) => container.text('image') ?? []);
  return images.length > 0 && images.every((image) => programs.test(image));
}

/**
 * Whether an address is for watching a program: a program works without who watches it.
 *
 * A container beside others that only ships logs or serves metrics is not what the pod is for either.
 */
export function isForTelemetry({ name, port, container }: ToldAddress, from: WorkloadResource, to: WorkloadResource): boolean {
  const told = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  if (told.some((word) => words.has(word)) || sections.test(name) || (port !== undefined && ports.has(port)) || isTelemetry(to))
    return true;
  return from.pod.spec.items('containers').length > 1 && programs.test(container?.text('image') ?? '');
}
