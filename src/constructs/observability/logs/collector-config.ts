import { yamlTextOf } from '../../../manifests/yaml/writer';
import type { LogSink } from './options';

/** Where the collector keeps what it has read and not sent, on the disk of its node. */
export const STATE = '/var/lib/otelcol';

/** Where the kubelet links the logs of containers. */
export const POD_LOGS = '/var/log/pods';

/** The port of its health. */
export const HEALTH_PORT = 13133;

/** The port of its own metrics. */
export const METRICS_PORT = 8888;

/** Where the CA of the sink is mounted. */
export const AUTHORITY = '/etc/otelcol-authority';

/** What the collector is configured by. */
export interface CollectorConfig {
  /** The namespace whose pods' logs it reads. */
  readonly namespace: string;
  readonly to: LogSink;
  readonly queueMebibytes: number;

  /** Whether Prometheus may ask it for its own metrics. */
  readonly isScraped: boolean;
}

/**
 * The configuration of the collector.
 *
 * Nothing is thrown away while there is room: a batch that can't be sent waits on disk and is sent again without an end, a full queue makes the receiver wait, and a receiver that waits remembers
 * its place in each file. What is lost then are the oldest files, which the kubelet rotates. No container waits for any of it.
 *
 * @see https://opentelemetry.io/docs/collector/configuration/
 */
export function collectorConfig(config: CollectorConfig): string {
  return yamlTextOf({
    extensions: {
      health_check: { endpoint: `$\{env:POD_IP}:${HEALTH_PORT}` },
      file_storage: {
        directory: STATE,
        recreate: true,
        compaction: { on_start: true, on_rebound: true, directory: STATE, cleanup_on_start: true },
      },
    },
    receivers: { file_log: receiver(config) },
    processors: {
      memory_limiter: { check_interval: '1s', limit_percentage: 75, spike_limit_percentage: 20 },
      k8s_attributes: attributes(config),
    },
    exporters: { otlp_http: exporter(config) },
    service: {
      telemetry: { logs: { encoding: 'json' }, ...(config.isScraped && { metrics: METRICS }) },
      extensions: ['health_check', 'file_storage'],
      pipelines: { logs: { receivers: ['file_log'], processors: ['memory_limiter', 'k8s_attributes'], exporters: ['otlp_http'] } },
    },
  });
}

/** Its own metrics, by the names that the alerts have: without suffixes that depend on its version. */
const METRICS = {
  readers: [
    {
      pull: {
        exporter: { prometheus: { host: `$\{env:POD_IP}`, port: METRICS_PORT, without_type_suffix: true, without_units: true } },
      },
    },
  ],
};

/** Lines stay as the service wrote them: a sink limits the number of fields, and refuses lines with more. */
function receiver({ namespace }: CollectorConfig): object {
  return {
    include: [`${POD_LOGS}/${namespace}_*/*/*.log`],
    start_at: 'beginning',
    include_file_path: true,
    include_file_name: false,
    storage: 'file_storage',
    retry_on_failure: { enabled: true, max_elapsed_time: 0 },
    operators: [{ type: 'container' }],
  };
}

/** The namespace limits what it asks the API server for, so that a Role is enough. */
function attributes({ namespace }: CollectorConfig): object {
  return {
    auth_type: 'serviceAccount',
    filter: { namespace, node_from_env_var: 'NODE_NAME' },
    extract: {
      metadata: ['k8s.node.name'],
      labels: [{ tag_name: 'service.name', key: 'app.kubernetes.io/component', from: 'pod' }],
    },
    pod_association: [{ sources: [{ from: 'resource_attribute', name: 'k8s.pod.uid' }] }],
  };
}

function exporter({ to: { endpoint, headers, authorization, certificateAuthority }, queueMebibytes }: CollectorConfig): object {
  // A dollar begins the name of a variable.
  const literal = Object.entries(headers ?? {}).map(([name, value]) => [name, value.replaceAll('$', '$$$$')]);
  const all = { ...Object.fromEntries(literal), ...(authorization && { Authorization: `$\{env:AUTHORIZATION}` }) };
  return {
    endpoint,
    ...(Object.keys(all).length > 0 && { headers: all }),
    ...(certificateAuthority && { tls: { ca_file: `${AUTHORITY}/${certificateAuthority.key}` } }),
    timeout: '10s',
    retry_on_failure: { enabled: true, max_elapsed_time: 0 },
    sending_queue: {
      enabled: true,
      storage: 'file_storage',
      num_consumers: 2,
      sizer: 'bytes',
      queue_size: queueMebibytes * 2 ** 20,
      block_on_overflow: true,
      batch: { flush_timeout: '1s', min_size: 2 ** 18, max_size: 2 ** 20 },
    },
  };
}
