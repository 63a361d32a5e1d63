import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { clientOf } from '../elasticsearch/client';
import type { ElasticsearchHttp } from '../elasticsearch/http';
import { contradicts } from '../parts/exempt';
import type { PlatformFacts } from '../parts/platform-facts';
import { WebService } from '../web-service/web-service';

/** The exporter's image: the version whose metrics the alerts were compared with. */
export const EXPORTER_IMAGE = 'quay.io/prometheuscommunity/elasticsearch-exporter:v1.10.0';

/** It asks a slow snapshot repository several times, for 8 seconds each. A scrape that ends before that would lose the health of the cluster as well. */
export const EXPORTER_TIMEOUT = '25s';
const PORT = 9114;
const CLIENT = 'ELASTICSEARCH';

/**
 * prometheus-community's elasticsearch_exporter: a Deployment that asks the cluster when Prometheus asks it. One replica: the next scrape is 30 seconds
 * later, and no request depends on it.
 *
 * @param elasticsearch the cluster, with the exporter's login, `MONITORING_LOGIN`
 * @see https://github.com/prometheus-community/elasticsearch_exporter
 */
export function elasticsearchExporter(
  scope: Construct,
  platform: PlatformFacts,
  elasticsearch: ElasticsearchHttp,
  image: string,
): WebService<'metrics'> {
  const { env, ...client } = clientOf(elasticsearch, CLIENT);
  const { credentials } = elasticsearch;
  const authority = env[`${CLIENT}_CA_FILE`];
  // A restart reads a changed password: the exporter knows no file for it.
  const user = credentials && { ES_USERNAME: credentials.username, ES_PASSWORD: credentials.password };
  const service = new WebService(scope, 'elasticsearch-exporter', {
    ...client,
    platform,
    name: exporterName(elasticsearch),
    image,
    ports: { metrics: PORT },
    health: '/healthz',
    args: [
      `--es.uri=${elasticsearch.url}`,
      '--es.all',
      '--collector.snapshots',
      '--es.timeout=8s',
      '--log.format=json',
      ...(typeof authority === 'string' ? [`--es.ca=${authority}`] : []),
    ],
    env: { ...user },
    resources: { cpu: Cpu.millis(50), memory: Size.mebibytes(64) },
    metrics: {},
    accept: 'single-replica',
    because: 'the next scrape comes 30 seconds later, and no request depends on it',
  });
  contradicts(service.deployment, ['cpuLimit', 'pullPolicy', 'secretInEnv', 'exporterTag', 'observerReplicas']);
  return service;
}

/** The name of a cluster's exporter, its Deployment and its Service. */
function exporterName({ service }: ElasticsearchHttp): string {
  return `${service}-exporter`;
}
