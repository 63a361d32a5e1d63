import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { Replication } from './accept';
import type { ElasticsearchHttp } from './elasticsearch';
import type { Resources } from './resources';
import type { ServicePort } from './service-port';
import { WebService, type WebServiceOptions } from './web-service';

/** What the API needs: these, and how many pods. */
export type BackendProps = BackendOptions & Replication;

/** What the API needs beside how many pods. */
export interface BackendOptions extends Omit<WebServiceOptions, 'name' | 'ports' | 'resources'> {
  /**
   * The Elasticsearch that it searches, without which it is down. Its URL is in `ELASTICSEARCH_URL`; where it is secured, the files named by
   * `ELASTICSEARCH_CA_FILE` and `ELASTICSEARCH_PASSWORD_FILE` follow their Secrets without a restart, and the user is in
   * `ELASTICSEARCH_USERNAME`.
   */
  readonly elasticsearch: ElasticsearchHttp;

  /**
   * What each pod asks for.
   *
   * @default 100m of a processor, 256 MiB
   */
  readonly resources?: Resources;
}

/** The Service's ports: what clients and routes have been told. */
const PORTS = { api: 8080, docs: 8100 };

/** The API: a Deployment behind the Service `backend` with the ports `api` (8080) and `docs` (8100). */
export class Backend extends Construct {
  /** The API itself. */
  readonly api: ServicePort;

  /** Its documentation. */
  readonly docs: ServicePort;

  constructor(scope: Construct, id: string, props: BackendProps) {
    super(scope, id);
    const { elasticsearch, ...rest } = props;
    const access = accessTo(elasticsearch);
    const service = new WebService(this, 'service', {
      ...rest,
      name: 'backend',
      ports: PORTS,
      resources: props.resources ?? { cpu: Cpu.millis(100), memory: Size.mebibytes(256) },
      environment: { ...access.environment, ...props.environment },
      secretFiles: { ...access.secretFiles, ...props.secretFiles },
      dependsOn: [elasticsearch, ...(props.dependsOn ?? [])],
    });
    this.api = service.ports.api;
    this.docs = service.ports.docs;
  }
}

const AUTHORITY = '/etc/elasticsearch/authority';
const CREDENTIALS = '/etc/elasticsearch/credentials';

/** All that a client of Elasticsearch has to know. Files and no variables for what is renewed or secret. */
function accessTo({
  url,
  certificateAuthority: ca,
  credentials,
}: ElasticsearchHttp): Required<Pick<WebServiceOptions, 'environment' | 'secretFiles'>> {
  return {
    environment: {
      ELASTICSEARCH_URL: url,
      ...(ca && { ELASTICSEARCH_CA_FILE: `${AUTHORITY}/${ca.key}` }),
      ...(credentials && {
        ELASTICSEARCH_USERNAME: credentials.username,
        ELASTICSEARCH_PASSWORD_FILE: `${CREDENTIALS}/${credentials.password.key}`,
      }),
    },
    secretFiles: {
      ...(ca && { [AUTHORITY]: { secret: ca.secret, keys: [ca.key] } }),
      ...(credentials && { [CREDENTIALS]: { secret: credentials.password.secret, keys: [credentials.password.key] } }),
    },
  };
}
