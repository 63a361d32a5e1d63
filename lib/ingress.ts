import { Construct } from 'constructs';
import { type Protection, PublicIngress, type PublicIngressProps } from '../src';
import type { Backend } from './backend';
import type { Frontend } from './frontend';

/** The props of the public entry point. */
export interface IngressProps extends Pick<PublicIngressProps, 'platform' | 'hosts' | 'tls'> {
  /** Serves `/api` and `/docs`. */
  readonly backend: Backend;

  /** Serves everything else. */
  readonly frontend: Frontend;

  /**
   * How the entry point protects both.
   *
   * @default nothing
   */
  readonly protection?: Protection;
}

/** The public entry point: the routes from paths to services. */
export class Ingress extends Construct {
  /** Its objects, to read or patch: `ingress.publicIngress.ingress`. */
  readonly publicIngress: PublicIngress;

  constructor(scope: Construct, id: string, props: IngressProps) {
    super(scope, id);
    const { backend, frontend, protection, ...rest } = props;
    const routes = [
      { path: '/api', to: backend.api, protection },
      { path: '/docs', to: backend.docs, protection },
      { path: '/', to: frontend.http, protection },
    ];
    this.publicIngress = new PublicIngress(this, 'ingress', { ...rest, routes });
    this.node.defaultChild = this.publicIngress;
  }
}
