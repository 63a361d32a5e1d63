import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import {
  clientOf,
  type ElasticsearchHttp,
  type Protection,
  type Replication,
  type Resources,
  type ServicePort,
  WebService,
  type WebServiceOptions,
  withClient,
} from '../src';

/** The props of the API, with its replication. */
export type BackendProps = BackendOptions & Replication;

/** The props of the API, without its replication. */
export interface BackendOptions extends Omit<WebServiceOptions, 'name' | 'ports' | 'resources'> {
  /** The Elasticsearch that it depends on. `clientOf` lists the variables and files that it gets for it. */
  readonly elasticsearch: ElasticsearchHttp;

  /**
   * How its requests to Elasticsearch are protected: variables that its program passes to its client, listed in docs/circuit-breaking.md.
   *
   * @default what its client does
   */
  readonly searchProtection?: Protection;

  /**
   * The resources that each pod requests.
   *
   * @default 100m CPU, 256 MiB
   */
  readonly resources?: Resources;
}

/** The Service's ports, which clients and routes rely on. */
const PORTS = { api: 8080, docs: 8100 };

/** The API: a Deployment behind the Service `backend` with the ports `api` (8080) and `docs` (8100). */
export class Backend extends Construct {
  /** Its objects, to read or patch: `backend.webService.deployment`. */
  readonly webService: WebService<keyof typeof PORTS>;

  /** The port of the API. */
  readonly api: ServicePort;

  /** The port of its documentation. */
  readonly docs: ServicePort;

  constructor(scope: Construct, id: string, props: BackendProps) {
    super(scope, id);
    const { elasticsearch, searchProtection: protection, ...rest } = props;
    this.webService = new WebService(this, 'service', {
      ...withClient(rest, clientOf(elasticsearch, { protection })),
      name: 'backend',
      ports: PORTS,
      resources: props.resources ?? { cpu: Cpu.millis(100), memory: Size.mebibytes(256) },
    });
    this.node.defaultChild = this.webService;
    this.api = this.webService.ports.api;
    this.docs = this.webService.ports.docs;
  }
}
