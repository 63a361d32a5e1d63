import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import {
  clientOf,
  type ElasticsearchHttp,
  type Replication,
  type Resources,
  type ServicePort,
  WebService,
  type WebServiceOptions,
  withClient,
} from '../src';

/** What the API needs: these, and how many pods. */
export type BackendProps = BackendOptions & Replication;

/** What the API needs beside how many pods. */
export interface BackendOptions extends Omit<WebServiceOptions, 'name' | 'ports' | 'resources'> {
  /** The Elasticsearch that it searches, without which it is down. Its `env` says where it is and how to log in: see `clientOf`. */
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
  /** What runs it, with the objects that it is made of: `backend.webService.deployment`. */
  readonly webService: WebService<keyof typeof PORTS>;

  /** The API itself. */
  readonly api: ServicePort;

  /** Its documentation. */
  readonly docs: ServicePort;

  constructor(scope: Construct, id: string, props: BackendProps) {
    super(scope, id);
    const { elasticsearch, ...rest } = props;
    this.webService = new WebService(this, 'service', {
      ...withClient(rest, clientOf(elasticsearch)),
      name: 'backend',
      ports: PORTS,
      resources: props.resources ?? { cpu: Cpu.millis(100), memory: Size.mebibytes(256) },
    });
    this.node.defaultChild = this.webService;
    this.api = this.webService.ports.api;
    this.docs = this.webService.ports.docs;
  }
}
