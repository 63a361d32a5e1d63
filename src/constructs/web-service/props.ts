import type { Duration, Size } from 'cdk8s';
import type { Availability } from '../../manifests/annotations';
import type { Replication } from '../parts/accept';
import type { ImageProps } from '../parts/image';
import type { OtlpEndpoint } from '../parts/otlp-endpoint';
import type { PlatformFacts } from '../parts/platform-facts';
import type { Resources } from '../parts/resources';
import type { ServiceAccountOptions } from '../parts/service-account';
import type { ServicePort } from '../parts/service-port';
import type { EnvValue } from './env';
import type { SecretFiles } from './volumes';

/** The props of a stateless HTTP service, with its replication. */
export type WebServiceProps<Port extends string = string> = WebServiceOptions<Port> & Replication;

/** Where a service serves its metrics. */
export interface Metrics {
  /**
   * The name of the port, one of `ports`.
   *
   * @default the first one
   */
  readonly port?: string;

  /**
   * The path.
   *
   * @default '/metrics'
   */
  readonly path?: string;
}

/** The props of a stateless HTTP service, without its replication. */
export interface WebServiceOptions<Port extends string = string> extends ImageProps, ServiceAccountOptions {
  /** The platform that it runs on. */
  readonly platform: PlatformFacts;

  /** The name of its Deployment and Service, and the value of `app` in its selector. It can't change later, and is unique in its chart. */
  readonly name: string;

  /** Its ports by name. The probes use the first one. A worker without incoming connections has none: `{}`. */
  readonly ports: Readonly<Record<Port, number>>;

  /** The resources that each pod requests. */
  readonly resources: Resources;

  /**
   * The path that responds with 2xx or 3xx when the container is ready. It should check the container alone: if it queried the database, a slow
   * database would take every pod out of service at once.
   *
   * @default none: the container is ready when the first port accepts connections
   */
  readonly health?: string;

  /**
   * Where it serves metrics in Prometheus' format. An `Observability` with metrics scrapes them.
   *
   * @default none
   */
  readonly metrics?: Metrics;

  /**
   * Where it sends traces, in the variables that each OpenTelemetry SDK reads: `OTEL_EXPORTER_OTLP_ENDPOINT`, `OTEL_EXPORTER_OTLP_PROTOCOL`, `OTEL_SERVICE_NAME` and
   * `OTEL_RESOURCE_ATTRIBUTES`. A NetworkPolicy allows the connection. Those of `env` take precedence.
   *
   * @default nowhere
   */
  readonly traces?: OtlpEndpoint;

  /**
   * The container's arguments.
   *
   * @default the image's
   */
  readonly args?: readonly string[];

  /**
   * Environment variables: strings, `{ config: 'key' }` for a key of `config`, or `{ secret: 'name', key: 'key' }` for a key of a Secret. Prefer
   * `secretFiles` if the program can read a file.
   *
   * @default none
   */
  readonly env?: Readonly<Record<string, EnvValue>>;

  /**
   * Configuration files by name, mounted in `/etc/<name>`. A change rolls out like a new image, and `kubectl rollout undo` reverts it.
   *
   * @default none
   */
  readonly config?: Readonly<Record<string, string>>;

  /**
   * Keys of Secrets as files, by the folder that they are mounted in. A changed Secret updates the files without a restart.
   *
   * @default none
   */
  readonly secretFiles?: Readonly<Record<string, SecretFiles>>;

  /**
   * The writable folders and their sizes. All other folders are read-only. The content is lost with the pod.
   *
   * @default /tmp, 64 MiB
   */
  readonly writable?: Readonly<Record<string, Size>>;

  /**
   * The user and group ID of its processes; not 0.
   *
   * @default 10001: above 10000, so that it isn't the ID of a user of the node
   */
  readonly uid?: number;

  /**
   * How long it keeps serving after its termination begins, while proxies and load balancers stop sending requests.
   *
   * @default 20 seconds
   */
  readonly drain?: Duration;

  /**
   * The time from the start of its termination until it is killed: `drain`, and then the time to finish open requests.
   *
   * @default 60 seconds
   */
  readonly gracePeriod?: Duration;

  /**
   * The availability that it promises, such as `99.95%`.
   *
   * @default none
   */
  readonly availability?: Availability;

  /**
   * The ports that it connects to and can't work without. NetworkPolicies allow these connections.
   *
   * @default none: it can resolve names, but connect to nothing
   */
  readonly dependsOn?: readonly ServicePort[];
}
