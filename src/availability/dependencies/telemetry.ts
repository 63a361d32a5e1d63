import type { ToldAddress } from '../../manifests/addresses/told-addresses';
import type { WorkloadResource } from '../../manifests/object-index';

/** Words in the name of a setting that say where traces, metrics and logs are sent to, or who is asked for them; of the second list other programs have some, too. */
const words = new Set(
  'otel otlp jaeger zipkin statsd telemetry tracing sentry loki fluentd fluentbit logstash syslog gelf graylog pushgateway datadog prometheus pyroscope newrelic alertmanagers'.split(
    ' ',
  ),
);
const weakWords = new Set('trace traces metric metrics apm collector scrape monitoring profiler'.split(' '));

/** A Prometheus scrapes these, and an exporter or a dashboard of them is none the worse where one is down. */
const sections = /(^|\.)(scrape_configs|remote_write|static_configs|alerting|datasources)(\.|$)/;

/** OTLP, Jaeger, Fluentd, GELF; and those of Zipkin, StatsD, Datadog, Beats, syslog, Pushgateway and Loki, which other programs listen on, too. */
const ports = new Set([4317, 4318, 14250, 14268, 6831, 6832, 24224, 12201]);
const weakPorts = new Set([9411, 8125, 9125, 8126, 5044, 514, 5140, 9091, 3100]);

/** PostgreSQL, MySQL, Redis, MongoDB, RabbitMQ, NATS, and Kafka: nobody watches through them. */
const portsOfData = new Set([5432, 3306, 6379, 27017, 5672, 5671, 4222, 9092]);

/** Of an image the last part of its name, at its beginning. */
const programs =
  /^(?:opentelemetry|otel|otelcol|jaeger|zipkin|tempo|statsd|fluent|fluentd|fluentbit|logstash|vector|loki|prometheus|pushgateway|grafana|datadog|telegraf|alloy|promtail|filebeat|metricbeat|heartbeat|sentry|newrelic|node[-_]exporter|kube-state-metrics|alertmanager)(?![a-z])/;
const exporter = /[-_]exporter$/;

/** Whether pods run a program that watches others. */
export function isTelemetry({ pod }: WorkloadResource): boolean {
  const programsOf = pod.spec.items('containers').flatMap((container) => container.text('image') ?? []);
  return programsOf.length > 0 && programsOf.every((image) => programs.test(programOf(image)));
}

/** `registry.example:5000/shop/vector:1` runs `vector`. */
function programOf(image: string): string {
  return (image.split('@')[0]?.split('/').at(-1) ?? '').replace(/:.*$/, '');
}

/**
 * Whether an address is for watching a program: a program works without who watches it. One sign that other programs have, too, doesn't settle it; two do.
 *
 * A container beside others that only ships logs or serves metrics is not what the pod is for either.
 */
export function forTelemetry(
  { name, port, container }: ToldAddress,
  from: WorkloadResource,
  to: WorkloadResource,
): 'surely' | 'perhaps' | 'no' {
  const containers = from.pod.spec.items('containers');
  if (containers.length > 1 && watches(container)) return 'surely';
  const told = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  const isSure = told.some((word) => words.has(word)) || sections.test(name) || (port !== undefined && ports.has(port)) || isTelemetry(to);
  if (!isSure && port !== undefined && portsOfData.has(port)) return 'no';
  const signs = [told.some((word) => weakWords.has(word)), port !== undefined && weakPorts.has(port), isExporter(to)].filter(
    Boolean,
  ).length;
  return isSure || signs > 1 ? 'surely' : signs > 0 ? 'perhaps' : 'no';
}

function watches(container: ToldAddress['container']): boolean {
  const program = programOf(container?.text('image') ?? '');
  return programs.test(program) || exporter.test(program);
}

/** What is called an exporter mostly serves metrics. */
function isExporter({ pod }: WorkloadResource): boolean {
  return pod.spec.items('containers').some((container) => exporter.test(programOf(container.text('image') ?? '')));
}
