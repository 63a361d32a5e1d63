import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { type Replication, type Resources, type ServicePort, WebService, type WebServiceOptions } from '../src';

/** The props of the frontend, with its replication. */
export type FrontendProps = FrontendOptions & Replication;

/** The props of the frontend, without its replication. */
export interface FrontendOptions extends Omit<WebServiceOptions, 'name' | 'ports' | 'resources'> {
  /**
   * The resources that each pod requests.
   *
   * @default 50m CPU, 128 MiB
   */
  readonly resources?: Resources;
}

const PORTS = { http: 3000 };

/** The frontend: a Deployment behind the Service `frontend` with the port `http` (3000). */
export class Frontend extends Construct {
  /** Its objects, to read or patch: `frontend.webService.deployment`. */
  readonly webService: WebService<keyof typeof PORTS>;

  /** The port of the pages. */
  readonly http: ServicePort;

  constructor(scope: Construct, id: string, props: FrontendProps) {
    super(scope, id);
    this.webService = new WebService(this, 'service', {
      ...props,
      name: 'frontend',
      ports: PORTS,
      resources: props.resources ?? { cpu: Cpu.millis(50), memory: Size.mebibytes(128) },
    });
    this.node.defaultChild = this.webService;
    this.http = this.webService.ports.http;
  }
}
