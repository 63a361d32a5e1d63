import type { OtlpEndpoint } from '../../parts/otlp-endpoint';
import type { Resources } from '../../parts/resources';
import type { SecretKey } from '../../parts/secret-key';

/** How logs are collected, and where they go. */
export interface LogOptions {
  /**
   * Loki, an Elasticsearch of their own (`https://logs.logging.svc:9200/_otlp`), or whatever else receives logs by OTLP over HTTP; never the application's own
   * Elasticsearch. What it keeps, and for how long, is set there: `logLifecycles` does that for Elasticsearch.
   */
  readonly to: LogSink;

  /**
   * The image of the collector, which has the components of its distribution for Kubernetes.
   *
   * @default otel/opentelemetry-collector-k8s, the version that the tests run
   */
  readonly image?: string;

  /**
   * What the collector on each node requests.
   *
   * @default 50m CPU, 160 MiB
   */
  readonly resources?: Resources;

  /**
   * The size in MiB up to which logs wait on the disk of each node while the sink is down.
   *
   * @default 256
   */
  readonly queueMebibytes?: number;
}

/** A receiver of logs. */
export interface LogSink extends OtlpEndpoint {
  /**
   * The value of the header `Authorization`, such as `Basic ...`, from a Secret in the collector's namespace.
   *
   * @default none
   */
  readonly authorization?: SecretKey;

  /**
   * The CA of its certificate, from a Secret in the collector's namespace.
   *
   * @default the public authorities that the collector's image knows
   */
  readonly certificateAuthority?: SecretKey;

  /**
   * Other headers, such as `{ 'X-Scope-OrgID': 'shop' }` for a tenant of Loki.
   *
   * @default none
   */
  readonly headers?: Readonly<Record<string, string>>;
}
