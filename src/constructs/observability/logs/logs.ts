import { Size } from 'cdk8s';
import { Cpu, type k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { identityOf } from '../../parts/labels';
import { namespaceOf, putInNamespace } from '../../parts/namespace';
import { ANYWHERE, allowEgress, denyByDefault } from '../../parts/network-policy';
import { peersOf } from '../../parts/otlp-endpoint';
import type { PlatformFacts } from '../../parts/platform-facts';
import { isRefused } from '../../parts/refuse';
import { type Resources, requireFit } from '../../parts/resources';
import type { ServicePort } from '../../parts/service-port';
import { configMap } from '../../web-service/config';
import type { PrometheusOptions } from '../options';
import { podQuota } from '../pod-quota';
import { collectorAccess } from './access';
import { requireLogs } from './checks';
import { collector } from './collector';
import { collectorConfig } from './collector-config';
import type { LogOptions } from './options';
import { podMonitor } from './pod-monitor';

/** The name of the collector's objects. */
const COLLECTOR = 'log-collector';

/** The collector's image: the version that the tests run. */
const COLLECTOR_IMAGE = 'otel/opentelemetry-collector-k8s:0.160.0';
const RESOURCES: Resources = { cpu: Cpu.millis(50), memory: Size.mebibytes(160) };
const QUEUE_MEBIBYTES = 256;

/** The ports of API servers behind the Service `kubernetes`, whose addresses a manifest can't know. */
const API_SERVER = { to: ANYWHERE, ports: [443, 6443] };

/** The props of the logs. */
export interface LogsProps extends LogOptions {
  readonly platform: PlatformFacts;

  /** The namespace of the collector, which this doesn't create. */
  readonly namespace: string;

  /** The name of the collector's PriorityClass. */
  readonly priorityClass: string;

  /** The Prometheus that may ask it for its own metrics; undefined without `metrics`. */
  readonly prometheus?: Required<PrometheusOptions>;

  /** The application's Elasticsearch, which must not receive them. */
  readonly elasticsearch?: ServicePort;
}

/**
 * An OpenTelemetry Collector on each node, in a namespace of its own, which sends what the application's pods write to standard output to a sink.
 *
 * @see docs/observability.md
 */
export class Logs extends Construct {
  /** The collector, undefined if it was refused. */
  readonly daemonSet?: k8s.KubeDaemonSet;

  /** The namespace of the collector. */
  readonly namespace: string;

  constructor(scope: Construct, id: string, props: LogsProps) {
    super(scope, id);
    const application = namespaceOf(this);
    putInNamespace(this, props.namespace);
    this.namespace = props.namespace;
    const {
      platform,
      to,
      image = COLLECTOR_IMAGE,
      resources = RESOURCES,
      queueMebibytes = QUEUE_MEBIBYTES,
      priorityClass,
      elasticsearch,
      prometheus,
    } = props;
    requireLogs(this, props, image, queueMebibytes, elasticsearch && { service: elasticsearch.service, namespace: application });
    if (!requireFit(this, platform, resources) || isRefused(this)) return;

    const isScraped = prometheus !== undefined;
    const identity = identityOf(COLLECTOR, 'opentelemetry-collector');
    denyByDefault(this);
    allowEgress(this, identity, 'api-server', API_SERVER);
    allowEgress(this, identity, 'sink', peersOf(to));
    collectorAccess(this, identity, application);
    const config = configMap(this, identity, {
      'collector.yaml': collectorConfig({ namespace: application, to, queueMebibytes, isScraped }),
    });
    const { authorization, certificateAuthority } = to;
    const given = { image, resources, priorityClass, authorization, certificateAuthority, isScraped };
    this.daemonSet = collector(this, identity, { ...given, configMap: config?.name ?? '' });
    if (prometheus) podMonitor(this, identity, prometheus);
    // Room for as many nodes again: an upgrade adds nodes before it removes others, and an autoscaler adds some.
    podQuota(this, resources, 2 * platform.nodeCount);
  }
}
