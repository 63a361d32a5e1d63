import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { type Replication, type Resources, type ServicePort, WebService, type WebServiceOptions } from '../src';

/** What the frontend needs: these, and how many pods. */
export type FrontendProps = FrontendOptions & Replication;

/** What the frontend needs beside how many pods. */
export interface FrontendOptions extends Omit<WebServiceOptions, 'name' | 'ports' | 'resources'> {
  /**
   * What each pod asks for.
   *
   * @default 50m of a processor, 128 MiB
   */
  readonly resources?: Resources;
}

const PORTS = { http: 3000 };

/** What the browser loads: a Deployment behind the Service `frontend` with the port `http` (3000). */
export class Frontend extends Construct {
  /** What serves them, with the objects that it is made of: `frontend.webService.deployment`. */
  readonly webService: WebService<keyof typeof PORTS>;

  /** The pages. */
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
