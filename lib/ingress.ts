import { Construct } from 'constructs';
import { PublicIngress, type PublicIngressProps } from '../src';
import type { Backend } from './backend';
import type { Frontend } from './frontend';

/** What the public entry point needs. */
export interface IngressProps extends Pick<PublicIngressProps, 'platform' | 'hosts' | 'tls'> {
  /** Serves `/api` and `/docs`. */
  readonly backend: Backend;

  /** Serves everything else. */
  readonly frontend: Frontend;
}

/** The public entry point: which path leads to which service. */
export class Ingress extends Construct {
  /** The entry point, with the objects that it is made of: `ingress.publicIngress.ingress`. */
  readonly publicIngress: PublicIngress;

  constructor(scope: Construct, id: string, props: IngressProps) {
    super(scope, id);
    const { backend, frontend, ...rest } = props;
    const routes = [
      { path: '/api', to: backend.api },
      { path: '/docs', to: backend.docs },
      { path: '/', to: frontend.http },
    ];
    this.publicIngress = new PublicIngress(this, 'ingress', { ...rest, routes });
    this.node.defaultChild = this.publicIngress;
  }
}
